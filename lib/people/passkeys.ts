// One's own passkeys. The question to the browser is made after the password was given again, and only an answer to that question is kept.
import 'server-only'
import { randomUUID } from 'node:crypto'
import type { AdministratorActor } from '#lib/auth/actor'
import { registrationOptions, verifyRegistration } from '#lib/auth/passkey'
import { requirePermission } from '#lib/auth/permissions'
import { isUuid, lockRow } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { requireCurrentPassword } from './current-password'
import { afterRemoving, beforeAdding } from './factor-count'
import { type ConfirmInput, type CreatePasskeyInput, confirmInput, createPasskeyInput, type PasskeyView } from './schema'
import type { WithCodes } from './second-factor'

const passkeysMax = 20

export type PasskeyOptions = Awaited<ReturnType<typeof registrationOptions>>

export async function listPasskeys(actor: AdministratorActor): Promise<PasskeyView[]> {
  requirePermission(actor, 'account.write')
  const rows = await db().passkey.findMany({ where: { administratorId: actor.id }, orderBy: { createdAt: 'asc' } })
  return rows.map(({ id, name, createdAt, lastUsedAt }) => ({
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }))
}

export function beginPasskey(actor: AdministratorActor, input: ConfirmInput): Promise<Outcome<PasskeyOptions>> {
  return asOutcome(async () => {
    const account = await requireCurrentPassword(actor, requireValid(confirmInput, input).currentPassword)
    return { value: await registrationOptions(account), revision: null }
  })
}

export function createPasskey(actor: AdministratorActor, sessionId: string, input: CreatePasskeyInput): Promise<Outcome<WithCodes>> {
  return asOutcome(async () => {
    const { name, answer } = requireValid(createPasskeyInput, input)
    const made = (await verifyRegistration(actor.id, answer)) ?? deny('passkey_refused')
    return recordChange(actor, 'account.write', async (tx) => {
      const recoveryCodes = await beforeAdding(tx, actor, sessionId)
      if ((await tx.passkey.count({ where: { administratorId: actor.id } })) >= passkeysMax)
        deny('passkeys_limit', null, { limit: passkeysMax })
      const id = randomUUID()
      await tx.passkey.create({ data: { id, administratorId: actor.id, name, ...made } })
      const entry = { action: 'passkey.create', subjectKind: 'passkey', subjectId: id, subjectName: name }
      return { value: { recoveryCodes }, entries: [entry], domains: [] }
    })
  })
}

export function deletePasskey(actor: AdministratorActor, id: string, input: ConfirmInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    await requireCurrentPassword(actor, requireValid(confirmInput, input).currentPassword)
    return recordChange(actor, 'account.write', async (tx) => {
      await lockRow(tx, 'Administrator', actor.id)
      const row = isUuid(id) ? await tx.passkey.findFirst({ where: { id, administratorId: actor.id } }) : null
      if (!row) throw new AppError('not_found', { subject: id })
      await tx.passkey.delete({ where: { id } })
      await afterRemoving(tx, actor)
      const entry = { action: 'passkey.delete', subjectKind: 'passkey', subjectId: id, subjectName: row.name }
      return { value: null, entries: [entry], domains: [] }
    })
  })
}
