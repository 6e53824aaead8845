import { retryNow } from '#lib/changes/generations'
import { getHost } from '#lib/hosts/queries'
import { generationOperations as api } from '#lib/web/api/generations'
import { idOf } from '#lib/web/id-of'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.retry, async (call) => {
  const id = await idOf(call.params.id, (name) => getHost(call.actor, name))
  await retryNow(call.actor, id)
  return found(null)
})
