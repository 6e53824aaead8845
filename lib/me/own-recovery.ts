// The address to which a person lets a link be mailed. It counts once a code that was mailed there is typed here; until then the former one
// stays. Whoever sits at an open session must know the password to change it.
import 'server-only'
import type { MailboxActor } from '#lib/auth/actor'
import { isOwnPassword } from '#lib/auth/mailbox-sign-in'
import { codeTriesMax, openAddressCode, tryAddressCode } from '#lib/auth/recovery-address-code'
import { countRequest } from '#lib/auth/request-limit'
import { lockOwnMailbox } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { Locale } from '#lib/i18n/locales'
import { queueMessage } from '#lib/outbox/queue-message'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { maskedAddress } from './masked-address'
import { ownEntry } from './own-entry'
import {
  type NoRecoveryInput,
  noRecoveryInput,
  type RecoveryCodeInput,
  type RecoveryInput,
  recoveryCodeInput,
  recoveryInput,
} from './schema'

const codesPerHour = 5

/** Nothing is saved yet but that a code is on its way. */
export function startRecovery(actor: MailboxActor, locale: Locale, input: RecoveryInput): Promise<Outcome<{ sentTo: string }>> {
  return asOutcome(async () => {
    const { address, currentPassword } = requireValid(recoveryInput, input)
    const right = await isOwnPassword(actor.id, currentPassword)
    denyAll([
      ...(address.toLowerCase() === actor.name ? [refusal('recovery_is_own', 'address')] : []),
      ...(right ? [] : [refusal('password_wrong', 'currentPassword')]),
    ])
    const limits = [`recovery:mailbox:${actor.id}`, `recovery:to:${address.toLowerCase()}`].map((key) => ({
      key,
      max: codesPerHour,
      minutes: 60,
    }))
    if (!(await countRequest(limits))) throw new AppError('rate_limited', { subject: 'recovery' })
    await db().$transaction(async (tx) => {
      await tx.recoveryAddressCode.upsert(openAddressCode(actor.id, address))
      await queueMessage(tx, { kind: 'code', recipient: address, locale, mailboxId: actor.id })
    })
    return { value: { sentTo: address }, revision: null }
  })
}

export function proveRecovery(actor: MailboxActor, input: RecoveryCodeInput): Promise<Outcome<{ masked: string }>> {
  return asOutcome(async () => {
    const { code } = requireValid(recoveryCodeInput, input)
    const tried = await tryAddressCode(actor.id, code)
    if (tried.verdict === 'over') return deny('code_over', 'code', { tries: codeTriesMax })
    if (tried.verdict === 'wrong') return deny('code_wrong', 'code', { left: tried.triesLeft })
    return saveRecovery(actor, tried.address)
  })
}

export function removeRecovery(actor: MailboxActor, input: NoRecoveryInput): Promise<Outcome<{ masked: string }>> {
  return asOutcome(async () => {
    const { currentPassword } = requireValid(noRecoveryInput, input)
    if (!(await isOwnPassword(actor.id, currentPassword))) return deny('password_wrong', 'currentPassword')
    return saveRecovery(actor, null)
  })
}

/** Gives up on the code that is on its way. */
export function forgetCode(actor: MailboxActor): Promise<Outcome<null>> {
  return asOutcome(async () => {
    await db().recoveryAddressCode.deleteMany({ where: { mailboxId: actor.id } })
    return { value: null, revision: null }
  })
}

function saveRecovery(actor: MailboxActor, recoveryAddress: string | null) {
  return recordChange(actor, 'own-mailbox.write', async (tx) => {
    await lockOwnMailbox(tx, actor)
    const before = await tx.mailbox.findUniqueOrThrow({ where: { id: actor.id }, select: { recoveryAddress: true } })
    const recoveryProvedAt = recoveryAddress === null ? null : new Date()
    await tx.mailbox.update({ where: { id: actor.id }, data: { recoveryAddress, recoveryProvedAt, version: { increment: 1 } } })
    await tx.recoveryAddressCode.deleteMany({ where: { mailboxId: actor.id } })
    // What was mailed to the former address is not for whoever reads it any more.
    await tx.passwordLink.deleteMany({ where: { mailboxId: actor.id } })
    const entry = { ...ownEntry(actor, 'recovery'), before, after: { recoveryAddress, proved: recoveryAddress !== null } }
    return { value: { masked: recoveryAddress === null ? '' : maskedAddress(recoveryAddress) }, entries: [entry], domains: [] }
  })
}
