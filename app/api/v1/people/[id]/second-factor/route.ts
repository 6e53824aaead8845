import { getAdministrator } from '#lib/people/queries'
import { removeSecondFactor } from '#lib/people/second-factor'
import { peopleOperations as api } from '#lib/web/api/people'
import { idOf } from '#lib/web/id-of'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.removeSecondFactor, async (call) => {
  const id = await idOf(call.params.id, (name) => getAdministrator(call.actor, name))
  return removed(call, await removeSecondFactor(call.actor, id))
})
