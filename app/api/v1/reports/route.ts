import { importReports } from '#lib/received-reports/import-reports'
import { listReports } from '#lib/received-reports/queries'
import { reportOperations as api } from '#lib/web/api/reports'
import { found, page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query: { limit, cursor, ...filter }, request }) =>
  page(request, await listReports(actor, filter, { limit, cursor })),
)

export const POST = apiRoute(api.import, async ({ actor, query, body }) => {
  const via = actor.kind === 'administrator' && actor.via === 'cli' ? 'cli' : 'api'
  return found(await importReports(actor, body, { fileName: query.fileName ?? '', via }))
})
