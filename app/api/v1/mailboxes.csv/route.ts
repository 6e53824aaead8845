import { exportMailboxes, importMailboxes } from '#lib/mailboxes/csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { requireImported } from '#lib/web/csv-reply'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.exportMailboxes, async ({ actor, query }) => ({
  csv: exportMailboxes(actor, query),
  fileName: 'mailboxes.csv',
}))
export const POST = apiRoute(api.importMailboxes, async (call) => {
  const dryRun = call.query.dryRun === 'true'
  return saved(call, requireImported(await importMailboxes(call.actor, call.body, { dryRun }), dryRun))
})
