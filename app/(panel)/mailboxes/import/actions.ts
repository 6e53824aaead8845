'use server'

import { importMailboxes } from '#lib/mailboxes/csv'
import { formAction } from '#lib/web/action'
import { csvForm, viaCsv } from '#lib/web/csv-form'

export const importFile = formAction(csvForm, 'mailbox.write', (actor, { $csv, $dryRun }) =>
  importMailboxes(viaCsv(actor), $csv, { dryRun: $dryRun !== 'false' }),
)
