'use server'

import * as z from 'zod'
import { createMailbox, deleteMailbox, setMailboxPassword } from '#lib/mailboxes/commands'
import { inviteMailbox } from '#lib/mailboxes/invite-mailbox'
import { getMailbox } from '#lib/mailboxes/queries'
import { type BulkMailboxInput, createMailboxInput, setPasswordInput, updateMailboxInput } from '#lib/mailboxes/schema'
import { updateMailbox } from '#lib/mailboxes/update-mailbox'
import { formAction } from '#lib/web/action'
import { changeManyByForm } from '#lib/web/bulk'
import { bulkForm, selectionIn } from '#lib/web/bulk-form'
import { bulkNouns } from '#lib/web/bulk-nouns'
import { typedName } from '#lib/web/typed-name'

export const addMailbox = formAction(createMailboxInput, 'mailbox.write', createMailbox)

export const saveMailbox = formAction(updateMailboxInput, 'mailbox.write', (actor, input, { id, version }) =>
  updateMailbox(actor, id, version, input),
)

export const setPassword = formAction(setPasswordInput, 'mailbox.write', (actor, input, { id }) => setMailboxPassword(actor, id, input))

export const sendInvitation = formAction(z.object({}), 'mailbox.write', (actor, _, { id }) => inviteMailbox(actor, id))

export const removeMailbox = formAction(z.object({ typed: z.string() }), 'mailbox.write', async (actor, { typed }, { id, version }) => {
  const { address, unicodeAddress } = await getMailbox(actor, id)
  return typedName(typed, [address, unicodeAddress]) ?? deleteMailbox(actor, id, version)
})

const bulk = bulkForm.extend({ verb: z.enum(['enable', 'disable', 'delete', 'quota']) })

export const changeMailboxes = formAction(bulk, 'mailbox.write', (actor, form) => {
  const selection = selectionIn(form)
  const input: BulkMailboxInput =
    form.verb === 'quota' ? { action: 'quota', selection, quotaBytes: form.quotaBytes ?? '' } : { action: form.verb, selection }
  return changeManyByForm(actor, bulkNouns.mailboxes, input)
})
