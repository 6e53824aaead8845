import { listQueue } from '#lib/queue/list-queue'
import { queueOperations as api } from '#lib/web/api/queue'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.messages, async ({ actor, params, query: { limit, oldest, ...search } }) =>
  found(await listQueue(actor, params.id, search, { limit, oldest: oldest === 'true' })),
)
