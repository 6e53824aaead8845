// A person's second factor, set up by themselves behind the password, and the rule that mail programs need app passwords, which makes it worth
// having: without that the password alone still opens the mail.
import 'server-only'
import type { MailboxActor } from '#lib/auth/actor'
import { clearMailboxSecondFactor, renewMailboxRecoveryCodes } from '#lib/auth/mailbox-second-factor'
import { endMailboxSessions, renewMailboxSession } from '#lib/auth/mailbox-sessions'
import { isOwnPassword } from '#lib/auth/mailbox-sign-in'
import { type AppSetup, beginSetup, finishSetup } from '#lib/auth/totp-setup'
import { lockOwnMailbox } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { ownEntry } from './own-entry'
import {
  type AppPasswordsOnlyInput,
  appPasswordsOnlyInput,
  type ConfirmOwnAppInput,
  type ConfirmOwnInput,
  confirmOwnAppInput,
  confirmOwnInput,
  type OwnSecondFactorView,
} from './schema'

export async function getOwnSecondFactor(actor: MailboxActor): Promise<OwnSecondFactorView> {
  const { totpSince, appPasswordsOnly, _count } = await db().mailbox.findUniqueOrThrow({
    where: { id: actor.id },
    select: { totpSince: true, appPasswordsOnly: true, _count: { select: { recoveryCodes: true } } },
  })
  return { app: totpSince !== null, recoveryCodes: _count.recoveryCodes, appPasswordsOnly }
}

export function beginOwnApp(actor: MailboxActor, input: ConfirmOwnInput): Promise<Outcome<AppSetup>> {
  return asOutcome(async () => {
    await requireOwnPassword(actor, requireValid(confirmOwnInput, input).currentPassword)
    return { value: beginSetup(`mailbox:${actor.id}`, actor.name), revision: null }
  })
}

/** `secret` is the session's new one; the others, which were opened with less, end. Codes are empty where earlier ones still hold. */
export type OwnAppEnabled = { recoveryCodes: string[]; secret: string | null }

export function enableOwnApp(actor: MailboxActor, sessionId: string, input: ConfirmOwnAppInput): Promise<Outcome<OwnAppEnabled>> {
  return asOutcome(async () => {
    const data = finishSetup(`mailbox:${actor.id}`, requireValid(confirmOwnAppInput, input))
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      await lockOwnMailbox(tx, actor)
      const { totpSince } = await tx.mailbox.findUniqueOrThrow({ where: { id: actor.id }, select: { totpSince: true } })
      await tx.mailbox.update({ where: { id: actor.id }, data })
      await queueNotice(tx, actor, { mailboxId: actor.id }, 'second-factor')
      await endMailboxSessions(tx, actor.id, sessionId)
      const secret = await renewMailboxSession(tx, sessionId)
      const recoveryCodes = totpSince === null ? await renewMailboxRecoveryCodes(tx, actor.id) : []
      return { value: { recoveryCodes, secret }, entries: [ownEntry(actor, 'second-factor-enable')], domains: [] }
    })
  })
}

/** The password alone opens the pages then. */
export function disableOwnApp(actor: MailboxActor, input: ConfirmOwnInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    await requireOwnPassword(actor, requireValid(confirmOwnInput, input).currentPassword)
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      await lockOwnMailbox(tx, actor)
      const there = await clearMailboxSecondFactor(tx, actor.id)
      if (there) await queueNotice(tx, actor, { mailboxId: actor.id }, 'second-factor-removed')
      return { value: null, entries: there ? [ownEntry(actor, 'second-factor-remove')] : [], domains: [] }
    })
  })
}

/** Ten new ones; the old ones are worth nothing from then on. */
export function renewOwnCodes(actor: MailboxActor, input: ConfirmOwnInput): Promise<Outcome<{ recoveryCodes: string[] }>> {
  return asOutcome(async () => {
    await requireOwnPassword(actor, requireValid(confirmOwnInput, input).currentPassword)
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      await lockOwnMailbox(tx, actor)
      if ((await tx.mailbox.count({ where: { id: actor.id, totpSince: { not: null } } })) === 0) deny('second_factor_absent')
      const recoveryCodes = await renewMailboxRecoveryCodes(tx, actor.id)
      return { value: { recoveryCodes }, entries: [ownEntry(actor, 'recovery-codes')], domains: [] }
    })
  })
}

/** Turned on with a second factor alone: else who knows the password would make themselves an app password. */
export function setOwnAppPasswordsOnly(actor: MailboxActor, input: AppPasswordsOnlyInput): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const { appPasswordsOnly, currentPassword } = requireValid(appPasswordsOnlyInput, input)
    await requireOwnPassword(actor, currentPassword)
    return recordChange(actor, 'own-mailbox.write', async (tx) => {
      await lockOwnMailbox(tx, actor)
      const before = await tx.mailbox.findUniqueOrThrow({ where: { id: actor.id }, include: { domain: { select: { name: true } } } })
      if (appPasswordsOnly && before.totpSince === null) deny('second_factor_first')
      if (before.appPasswordsOnly === appPasswordsOnly) return { value: null, entries: [], domains: [] }
      await tx.mailbox.update({ where: { id: actor.id }, data: { appPasswordsOnly, version: { increment: 1 } } })
      const entry = { ...ownEntry(actor, 'update'), before: { appPasswordsOnly: !appPasswordsOnly }, after: { appPasswordsOnly } }
      return { value: null, entries: [entry], domains: [before.domain.name] }
    })
  })
}

async function requireOwnPassword(actor: MailboxActor, currentPassword: string): Promise<void> {
  if (!(await isOwnPassword(actor.id, currentPassword))) deny('password_wrong', 'currentPassword')
}
