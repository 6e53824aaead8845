import { exportAliases, importAliases } from '#lib/aliases/csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { requireImported } from '#lib/web/csv-reply'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.exportAliases, async ({ actor, query }) => ({ csv: exportAliases(actor, query), fileName: 'aliases.csv' }))
export const POST = apiRoute(api.importAliases, async (call) => {
  const dryRun = call.query.dryRun === 'true'
  return saved(call, requireImported(await importAliases(call.actor, call.body, { dryRun }), dryRun))
})
