import { getDomainReports } from '#lib/received-reports/summary'
import { reportOperations as api } from '#lib/web/api/reports'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.ofDomain, async ({ actor, params, query }) => found(await getDomainReports(actor, params.id, query.days)))
