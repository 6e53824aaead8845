// One's own second factor: an authenticator app and the recovery codes.
import 'server-only'
import type { Actor, AdministratorActor } from '#lib/auth/actor'
import { requireManages } from '#lib/auth/hierarchy'
import { requirePermission } from '#lib/auth/permissions'
import { renewRecoveryCodes } from '#lib/auth/recovery-codes'
import { type SecondFactors, secondFactorsOf } from '#lib/auth/second-factor'
import { type AppSetup, beginSetup, finishSetup } from '#lib/auth/totp-setup'
import { isUuid, lockRow } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { AppError } from '#lib/errors'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { requireCurrentPassword } from './current-password'
import { endAll } from './end-sessions'
import { afterRemoving, beforeAdding } from './factor-count'
import { type ConfirmAppInput, type ConfirmInput, confirmAppInput, confirmInput } from './schema'

/** Empty when there was a second factor before: its codes still hold. */
export type WithCodes = { recoveryCodes: string[] }

export function getSecondFactors(actor: AdministratorActor): Promise<SecondFactors> {
  requirePermission(actor, 'account.write')
  return secondFactorsOf(actor.id)
}

/** A new secret, for the app to read. Nothing is saved yet. */
export function beginApp(actor: AdministratorActor, input: ConfirmInput): Promise<Outcome<AppSetup>> {
  return asOutcome(async () => {
    const { address } = await requireCurrentPassword(actor, requireValid(confirmInput, input).currentPassword)
    return { value: beginSetup(`administrator:${actor.id}`, address), revision: null }
  })
}

/** With a code that the app shows: it is the first that is spent. */
export function enableApp(actor: AdministratorActor, sessionId: string, input: ConfirmAppInput): Promise<Outcome<WithCodes>> {
  return asOutcome(async () => {
    const data = finishSetup(`administrator:${actor.id}`, requireValid(confirmAppInput, input))
    return recordChange(actor, 'account.write', async (tx) => {
      const recoveryCodes = await beforeAdding(tx, actor, sessionId)
      const { address } = await tx.administrator.update({ where: { id: actor.id }, data })
      return { value: { recoveryCodes }, entries: [{ action: 'authenticator-app.enable', ...subject(actor.id, address) }], domains: [] }
    })
  })
}

export function disableApp(actor: AdministratorActor, input: ConfirmInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { address } = await requireCurrentPassword(actor, requireValid(confirmInput, input).currentPassword)
    return recordChange(actor, 'account.write', async (tx) => {
      await lockRow(tx, 'Administrator', actor.id)
      const there = { id: actor.id, totpSince: { not: null } }
      const { count } = await tx.administrator.updateMany({ where: there, data: { totpSealed: null, totpStep: null, totpSince: null } })
      if (count > 0) await afterRemoving(tx, actor)
      const entry = { action: 'authenticator-app.disable', ...subject(actor.id, address) }
      return { value: null, entries: count > 0 ? [entry] : [], domains: [] }
    })
  })
}

/** Ten new ones; the old ones are worth nothing from then on. */
export function renewCodes(actor: AdministratorActor, input: ConfirmInput): Promise<Outcome<WithCodes>> {
  return asOutcome(async () => {
    const { address } = await requireCurrentPassword(actor, requireValid(confirmInput, input).currentPassword)
    return recordChange(actor, 'account.write', async (tx) => {
      await lockRow(tx, 'Administrator', actor.id)
      const { app, passkeys } = await secondFactorsOf(actor.id, tx)
      if (!app && passkeys === 0) deny('second_factor_absent')
      const recoveryCodes = await renewRecoveryCodes(tx, actor.id)
      return { value: { recoveryCodes }, entries: [{ action: 'recovery-codes.create', ...subject(actor.id, address) }], domains: [] }
    })
  })
}

/** Of somebody who lost theirs: app, passkeys and recovery codes go, and so do the sessions. They sign in with the password alone then. */
export function removeSecondFactor(actor: Actor, id: string): Promise<Outcome<null>> {
  return asOutcome(() =>
    recordChange(actor, 'people.write', async (tx) => {
      if (!isUuid(id)) throw new AppError('not_found', { subject: id })
      await lockRow(tx, 'Administrator', id)
      const { role } = await tx.administrator.findUniqueOrThrow({ where: { id }, select: { role: true } })
      requireManages(actor, role)
      const before = await secondFactorsOf(id, tx)
      const { address } = await tx.administrator.update({ where: { id }, data: { totpSealed: null, totpStep: null, totpSince: null } })
      await tx.passkey.deleteMany({ where: { administratorId: id } })
      await tx.recoveryCode.deleteMany({ where: { administratorId: id } })
      if (!before.app && before.passkeys === 0) return { value: null, entries: [], domains: [] }
      await endAll(tx, id)
      await queueNotice(tx, actor, { administratorId: id }, 'second-factor-removed')
      const after = { app: false, passkeys: 0, recoveryCodes: 0 }
      return { value: null, entries: [{ action: 'second-factor.remove', ...subject(id, address), before, after }], domains: [] }
    }),
  )
}

const subject = (id: string, address: string) => ({ subjectKind: 'administrator', subjectId: id, subjectName: address })
