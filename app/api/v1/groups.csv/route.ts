import { exportGroups, importGroups } from '#lib/groups/csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { apiRoute } from '#lib/web/route'
import { importOf } from '#lib/web/task-reply'

export const GET = apiRoute(api.exportGroups, async ({ actor, query }) => ({
  csv: exportGroups(actor, query),
  fileName: 'groups.csv',
}))
export const POST = apiRoute(api.importGroups, (call) => importOf(call, 'groups', importGroups))
