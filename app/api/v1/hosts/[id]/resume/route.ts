import { resume } from '#lib/changes/generations'
import { getHost } from '#lib/hosts/queries'
import { generationOperations as api } from '#lib/web/api/generations'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.resume, async (call) => {
  const id = await idOf(call.params.id, (name) => getHost(call.actor, name))
  return saved(call, await resume(call.actor, id))
})
