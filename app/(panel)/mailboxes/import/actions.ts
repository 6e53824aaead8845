'use server'

import { importMailboxes } from '#lib/mailboxes/csv'
import { importAction } from '#lib/web/csv-form'

export const importFile = importAction('mailboxes', 'mailbox.write', importMailboxes)
