import { exportMailboxes, importMailboxes } from '#lib/mailboxes/csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { apiRoute } from '#lib/web/route'
import { importOf } from '#lib/web/task-reply'

export const GET = apiRoute(api.exportMailboxes, async ({ actor, query }) => ({
  csv: exportMailboxes(actor, query),
  fileName: 'mailboxes.csv',
}))
export const POST = apiRoute(api.importMailboxes, (call) => importOf(call, 'mailboxes', importMailboxes))
