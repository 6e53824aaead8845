import { explainSending } from '#lib/routing/explain-sending'
import { routingOperations as api } from '#lib/web/api/routing'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.sending, async ({ actor, query }) => found(await explainSending(actor, query)))
