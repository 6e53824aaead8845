import { exportMailboxes } from '#lib/mailboxes/csv'
import { mailboxFilter } from '#lib/mailboxes/schema'
import { csvDownload } from '#lib/web/csv-download'
import { listFilter } from '#lib/web/list-filter'

export const GET = csvDownload('mailboxes.csv', (actor, params) => exportMailboxes(actor, listFilter(mailboxFilter, params)))
