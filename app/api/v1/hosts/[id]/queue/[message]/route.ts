import { getQueuedMessage } from '#lib/queue/queued-message'
import { queueOperations as api } from '#lib/web/api/queue'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getQueuedMessage(actor, params.id, params.message)))
