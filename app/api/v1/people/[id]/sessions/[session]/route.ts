import { endPersonSessions } from '#lib/people/person-sessions'
import { getAdministrator } from '#lib/people/queries'
import { peopleOperations as api } from '#lib/web/api/people'
import { idOf } from '#lib/web/id-of'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.endSession, async (call) => {
  const id = await idOf(call.params.id, (name) => getAdministrator(call.actor, name))
  return saved(call, await endPersonSessions(call.actor, id, call.params.session))
})
