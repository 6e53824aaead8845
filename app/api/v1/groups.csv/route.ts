import { exportGroups, importGroups } from '#lib/groups/csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { requireImported } from '#lib/web/csv-reply'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.exportGroups, async ({ actor, query }) => ({ csv: exportGroups(actor, query), fileName: 'groups.csv' }))
export const POST = apiRoute(api.importGroups, async (call) => {
  const dryRun = call.query.dryRun === 'true'
  return saved(call, requireImported(await importGroups(call.actor, call.body, { dryRun }), dryRun))
})
