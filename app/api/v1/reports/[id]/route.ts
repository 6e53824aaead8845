import { getReport } from '#lib/received-reports/queries'
import { reportOperations as api } from '#lib/web/api/reports'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getReport(actor, params.id)))
