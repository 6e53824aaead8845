import { retireDkimKey } from '#lib/dkim/commands'
import { getDomain } from '#lib/domains/queries'
import { dkimOperations as api } from '#lib/web/api/dkim'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.retire, async (call) => {
  const id = await idOf(call.params.id, (name) => getDomain(call.actor, name))
  return saved(call, await retireDkimKey(call.actor, id, call.params.key))
})
