'use server'

import * as z from 'zod'
import { endMailSessions } from '#lib/activity/commands'
import { endMailSessionsInput } from '#lib/activity/schema'
import { createAppPassword, revokeAppPassword, revokeAppPasswords } from '#lib/app-passwords/commands'
import { createAppPasswordInput } from '#lib/app-passwords/schema'
import { removeMailboxSecondFactor } from '#lib/mailboxes/remove-second-factor'
import { formAction } from '#lib/web/action'
import { withApplied } from '#lib/web/with-applied'

const ofMailbox = z.object({ mailboxId: z.uuid() })

export const makeAppPassword = formAction(createAppPasswordInput, 'mailbox.write', async (actor, input, { id }) =>
  withApplied(await createAppPassword(actor, id, input)),
)

export const endAppPassword = formAction(ofMailbox, 'mailbox.write', (actor, { mailboxId }, { id }) =>
  revokeAppPassword(actor, mailboxId, id),
)

export const endAllAppPasswords = formAction(ofMailbox, 'mailbox.write', (actor, { mailboxId }) => revokeAppPasswords(actor, mailboxId))

export const removeFactor = formAction(z.object({}), 'mailbox.write', (actor, _, { id }) => removeMailboxSecondFactor(actor, id))

export const endSessions = formAction(
  endMailSessionsInput.extend(ofMailbox.shape),
  'mailbox.write',
  (actor, { mailboxId, clientAddress }) => endMailSessions(actor, mailboxId, { clientAddress }),
)
