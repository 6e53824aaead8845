import { exportAliases, importAliases } from '#lib/aliases/csv'
import { csvOperations as api } from '#lib/web/api/csv'
import { apiRoute } from '#lib/web/route'
import { importOf } from '#lib/web/task-reply'

export const GET = apiRoute(api.exportAliases, async ({ actor, query }) => ({
  csv: exportAliases(actor, query),
  fileName: 'aliases.csv',
}))
export const POST = apiRoute(api.importAliases, (call) => importOf(call, 'aliases', importAliases))
