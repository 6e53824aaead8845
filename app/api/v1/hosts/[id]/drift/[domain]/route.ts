import { getDrift } from '#lib/changes/drift'
import { getHost } from '#lib/hosts/queries'
import { generationOperations as api } from '#lib/web/api/generations'
import { idOf } from '#lib/web/id-of'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.drift, async (call) => {
  const id = await idOf(call.params.id, (name) => getHost(call.actor, name))
  return found(await getDrift(call.actor, id, call.params.domain))
})
