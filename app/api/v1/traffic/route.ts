import { getTraffic } from '#lib/traffic/queries'
import { trafficOperations as api } from '#lib/web/api/traffic'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.traffic, async ({ actor, query }) => found(await getTraffic(actor, query)))
