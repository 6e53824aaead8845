import { openQueuedMessage } from '#lib/queue/queued-message'
import { queueOperations as api } from '#lib/web/api/queue'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.open, async (call) =>
  saved(call, await openQueuedMessage(call.actor, call.params.id, call.params.message)),
)
