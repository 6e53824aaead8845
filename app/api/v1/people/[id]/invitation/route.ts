import { inviteAgain } from '#lib/people/invitation'
import { getAdministrator } from '#lib/people/queries'
import { peopleOperations as api } from '#lib/web/api/people'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.invite, async (call) => {
  const id = await idOf(call.params.id, (name) => getAdministrator(call.actor, name))
  return saved(call, await inviteAgain(call.actor, id))
})
