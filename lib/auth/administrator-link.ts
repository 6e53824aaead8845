// Links by which invited administrators choose their first password. Worth something until their time is over, a newer one is sent, or a
// password is set.
import 'server-only'
import { db, type Tx } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'
import { env } from '#lib/env'
import { invitationDays } from './password-link'
import { isSecret, newSecret, secretHashOf } from './random-secret'

const dayMs = 86_400_000

/** The token stands behind `#`: browsers send that to no server, so no log and no Referer has it. */
export async function makeAdministratorLink(administratorId: string, tx: Pick<Tx, 'administratorLink'> = db()): Promise<string> {
  const token = newSecret()
  const expiresAt = new Date(Date.now() + invitationDays * dayMs)
  await tx.administratorLink.deleteMany({ where: { administratorId } })
  await tx.administratorLink.create({ data: { administratorId, tokenHash: secretHashOf(token), expiresAt }, select: { id: true } })
  return `${new URL('/invitation', env('NEXTAUTH_URL'))}#${token}`
}

export type Invited = { id: string; address: string; name: string; role: Role }

/** Whose first password the link sets, or null: unknown, used, too old, withdrawn, or disabled. */
export async function findAdministratorLink(token: string, tx: Pick<Tx, 'administratorLink'> = db()): Promise<Invited | null> {
  if (!isSecret(token)) return null
  const link = await tx.administratorLink.findUnique({ where: { tokenHash: secretHashOf(token) }, include: { administrator: true } })
  if (!link || link.expiresAt <= new Date() || link.administrator.passwordSetAt || link.administrator.disabledAt) return null
  const { id, address, name, role } = link.administrator
  return { id, address, name, role }
}

export async function forgetOldAdministratorLinks(): Promise<void> {
  await db().administratorLink.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
