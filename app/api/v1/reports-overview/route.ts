import { getReportsOverview } from '#lib/received-reports/overview'
import { reportOperations as api } from '#lib/web/api/reports'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.overview, async ({ actor, query }) => found(await getReportsOverview(actor, query.days)))
