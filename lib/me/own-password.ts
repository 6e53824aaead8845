// A person's own password: changed with the present one, or set by a link that was mailed. Either way every other session and every link
// ends, and the agent ends the sessions of mail programs when it applies the new one.
import 'server-only'
import { domainOf } from '#lib/addresses/parse-address'
import type { MailboxActor } from '#lib/auth/actor'
import { endAppPasswords } from '#lib/auth/end-app-passwords'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { endMailboxSessions } from '#lib/auth/mailbox-sessions'
import { isOwnPassword } from '#lib/auth/mailbox-sign-in'
import { findPasswordLink } from '#lib/auth/password-link'
import { passwordMark } from '#lib/auth/password-mark'
import { passwordRefusals } from '#lib/auth/password-rule'
import { endLeftVisits } from '#lib/auth/webmail-visits'
import { whenApplied } from '#lib/changes/apply-status'
import { lockOwnMailbox } from '#lib/changes/edit'
import { type Recorded, recordChange } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { queueNotice } from '#lib/outbox/queue-notice'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny, denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { ownEntry } from './own-entry'
import { type OwnPasswordInput, ownPasswordInput, type ResetInput, resetInput } from './schema'

/** `applied`: the mail host has it already. If not, it is on its way. */
export type PasswordChanged = { address: string; applied: boolean }

/** `sessionId` null: in the webmail, which knows no session of ours. */
export function changeOwnPassword(
  actor: MailboxActor,
  sessionId: string | null,
  input: OwnPasswordInput,
): Promise<Outcome<PasswordChanged>> {
  return asOutcome(async () => {
    const wanted = requireValid(ownPasswordInput, input)
    const right = await isOwnPassword(actor.id, wanted.currentPassword)
    const { displayName } = await db().mailbox.findUniqueOrThrow({ where: { id: actor.id }, select: { displayName: true } })
    denyAll([
      ...(right ? [] : [refusal('password_wrong', 'currentPassword')]),
      ...(wanted.password === wanted.currentPassword ? [refusal('password_unchanged', 'password')] : []),
      ...judged(wanted.password, { address: actor.name, displayName }),
    ])
    return applied(await save(actor, wanted, { sessionId }))
  })
}

/** By a link from a message. Between look and use somebody else may have used it: the second is refused. */
export function resetPassword(input: ResetInput, clientAddress: string | null = null): Promise<Outcome<PasswordChanged>> {
  return asOutcome(async () => {
    const { token, ...wanted } = requireValid(resetInput, input)
    const mailbox = await findPasswordLink(token)
    if (!mailbox) return deny('link_over')
    denyAll(judged(wanted.password, mailbox))
    const actor: MailboxActor = { kind: 'mailbox', id: mailbox.id, name: mailbox.address, via: 'me', clientAddress }
    return applied(await save(actor, wanted, { token }))
  })
}

const judged = (password: string, { address, displayName }: { address: string; displayName: string }) =>
  passwordRefusals(
    password,
    [address, displayName].filter((text) => text !== ''),
  )

type By = { sessionId: string | null } | { token: string }

type Wanted = { password: string; revokeAppPasswords: boolean }

async function save(actor: MailboxActor, { password, revokeAppPasswords }: Wanted, by: By) {
  const passwordHash = await hashMailboxPassword(password)
  return recordChange(actor, 'own-mailbox.write', async (tx) => {
    await lockOwnMailbox(tx, actor)
    if ('token' in by && !(await findPasswordLink(by.token, tx))) return deny('link_over')
    const revoked = revokeAppPasswords ? await endAppPasswords(tx, actor.id) : 0
    return replace(tx, actor, { passwordHash, revoked }, 'sessionId' in by ? by.sessionId : null)
  })
}

type Saved = { passwordHash: string; revoked: number }

async function replace(tx: Tx, actor: MailboxActor, { passwordHash, revoked }: Saved, sessionId: string | null): Promise<Recorded<string>> {
  const data = { passwordHash, passwordSetAt: new Date(), passwordMustChange: false }
  const { domain } = await tx.mailbox.update({ where: { id: actor.id }, data, select: { domain: { select: { name: true } } } })
  await queueNotice(tx, actor, { mailboxId: actor.id }, 'password')
  // Links and sessions carry the mark of the old password and are worth nothing already: this only clears them away.
  await tx.passwordLink.deleteMany({ where: { mailboxId: actor.id } })
  await endMailboxSessions(tx, actor.id, sessionId ?? undefined)
  await endLeftVisits(tx, actor.id)
  if (sessionId) await tx.mailboxSession.updateMany({ where: { id: sessionId }, data: { passwordMark: passwordMark(passwordHash) } })
  const changed = { password: '(changed)' }
  const after = { ...changed, ...(revoked > 0 && { revoked }) }
  return { value: actor.name, entries: [{ ...ownEntry(actor, 'password'), before: changed, after }], domains: [domain.name] }
}

async function applied({ value: address, revision }: { value: string; revision: string | null }) {
  return { value: { address, applied: await whenApplied([domainOf(address)], revision) }, revision }
}
