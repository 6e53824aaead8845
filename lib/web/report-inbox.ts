// The mailbox that reports are taken from, and the app password that the panel makes of it for itself when it is one of ours: IMAP alone, in the mailbox's own list, where
// it can be revoked. It ends as soon as the panel watches with another.
import 'server-only'
import { createAppPassword, revokeAppPassword } from '#lib/app-passwords/commands'
import type { Actor } from '#lib/auth/actor'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome, RefusedError } from '#lib/outcome'
import type { ChooseInboxInput, InboxView, MadeForInbox, UpdateInboxInput } from '#lib/received-reports/inbox-schema'
import { chooseInboxInput } from '#lib/received-reports/inbox-schema'
import { readInboxSettings, updateInbox } from '#lib/received-reports/inbox-settings'
import { ownInbox } from '#lib/received-reports/own-mailboxes'
import { requireValid } from '#lib/valid'

/** In the list of the mailbox, so that its person knows what it is. */
const passwordName = 'DMARC and TLS reports (Postern)'

export async function changeInbox(actor: Actor, version: number, input: UpdateInboxInput): Promise<Outcome<InboxView>> {
  const { made } = await readInboxSettings()
  const outcome = await updateInbox(actor, version, input)
  if (outcome.ok && made && outcome.value.ownMailbox === null) await revoke(actor, made)
  return outcome
}

/** One of our own mailboxes, with a password that nobody types or sees. */
export function chooseInbox(actor: Actor, version: number, input: ChooseInboxInput): Promise<Outcome<InboxView>> {
  return asOutcome(async () => {
    const { address } = requireValid(chooseInboxInput, input)
    const { mailboxId, settings } = await ownInbox(actor, address)
    const { made: before } = await readInboxSettings()
    const created = await createAppPassword(actor, mailboxId, { name: passwordName, submission: false })
    if (!created.ok) throw new RefusedError(created.refusals, created.current)
    const made = { mailboxId, passwordId: created.value.id }
    const outcome = await updateInbox(actor, version, { ...settings, password: created.value.password }, made)
    // Nothing that works is left behind of what was not saved, or is used no more.
    if (!outcome.ok) {
      await revoke(actor, made)
      throw new RefusedError(outcome.refusals, outcome.current)
    }
    if (before) await revoke(actor, before)
    // The mailbox can be read as soon as its host has the password.
    return { value: outcome.value, revision: created.revision }
  })
}

async function revoke(actor: Actor, { mailboxId, passwordId }: MadeForInbox): Promise<void> {
  try {
    await revokeAppPassword(actor, mailboxId, passwordId)
  } catch (error) {
    // Somebody was faster, or the mailbox is gone and its passwords with it.
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}
