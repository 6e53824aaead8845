import { explainRoute } from '#lib/routing/explain-route'
import { routingOperations as api } from '#lib/web/api/routing'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.route, async ({ actor, query }) => found(await explainRoute(actor, query.address)))
