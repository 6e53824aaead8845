import { endPersonSessions } from '#lib/people/person-sessions'
import { getAdministrator, listPersonSessions } from '#lib/people/queries'
import { peopleOperations as api } from '#lib/web/api/people'
import { idOf } from '#lib/web/id-of'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.sessions, async ({ actor, params }) =>
  found(await listPersonSessions(actor, await idOf(params.id, (name) => getAdministrator(actor, name)))),
)

export const DELETE = apiRoute(api.endSessions, async (call) => {
  const id = await idOf(call.params.id, (name) => getAdministrator(call.actor, name))
  return saved(call, await endPersonSessions(call.actor, id, null))
})
