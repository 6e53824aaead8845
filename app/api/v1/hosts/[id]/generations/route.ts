import { listGenerations } from '#lib/changes/generations'
import { getHost } from '#lib/hosts/queries'
import { generationOperations as api } from '#lib/web/api/generations'
import { idOf } from '#lib/web/id-of'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async (call) => {
  const id = await idOf(call.params.id, (name) => getHost(call.actor, name))
  return found(await listGenerations(call.actor, id, call.query.before ?? null, call.query.limit))
})
