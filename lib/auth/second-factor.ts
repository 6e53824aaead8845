// Who must have a second factor, and who has one.
import 'server-only'
import * as z from 'zod'
import { db, type Tx } from '#lib/db/client'
import { type Role, Role as roles } from '#lib/db/generated/enums'

/** What this needs of the panel's settings (lib/settings writes them). */
const policy = z.object({ secondFactorRoles: z.array(z.enum(roles)) })

export async function requiresSecondFactor(role: Role): Promise<boolean> {
  const row = await db().setting.findUnique({ where: { key: 'panel' } })
  return policy.safeParse(row?.value).data?.secondFactorRoles.includes(role) ?? false
}

/** For `select` or `include` of an administrator: what `hasSecondFactor` looks at. */
export const factorColumns = { totpSince: true, _count: { select: { passkeys: true } } } as const

export const hasSecondFactor = (row: { totpSince: Date | null; _count: { passkeys: number } }): boolean =>
  row.totpSince !== null || row._count.passkeys > 0

export type SecondFactors = { app: boolean; passkeys: number; recoveryCodes: number }

export async function secondFactorsOf(administratorId: string, tx: Tx = db()): Promise<SecondFactors> {
  const { totpSince, _count } = await tx.administrator.findUniqueOrThrow({
    where: { id: administratorId },
    select: { totpSince: true, _count: { select: { passkeys: true, recoveryCodes: true } } },
  })
  return { app: totpSince !== null, passkeys: _count.passkeys, recoveryCodes: _count.recoveryCodes }
}
