import { takeOver } from '#lib/changes/drift'
import { getHost } from '#lib/hosts/queries'
import { adoptState } from '#lib/web/adopt-state'
import { generationOperations as api } from '#lib/web/api/generations'
import { idOf } from '#lib/web/id-of'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.takeOver, async (call) => {
  const id = await idOf(call.params.id, (name) => getHost(call.actor, name))
  return removed(call, await takeOver(call.actor, id, call.params.domain, adoptState))
})
