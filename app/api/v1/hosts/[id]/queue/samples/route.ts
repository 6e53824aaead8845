import { listSamples } from '#lib/queue/queries'
import { queueOperations as api } from '#lib/web/api/queue'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.samples, async ({ actor, params, query }) => found(await listSamples(actor, params.id, query.span)))
