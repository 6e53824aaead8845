import { deleteAdministrator, updateAdministrator } from '#lib/people/commands'
import { getAdministrator } from '#lib/people/queries'
import { peopleOperations as api } from '#lib/web/api/people'
import { idOf } from '#lib/web/id-of'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Call<typeof api.update | typeof api.remove>) => idOf(params.id, (name) => getAdministrator(actor, name))

export const GET = apiRoute(api.get, async ({ actor, params }) => foundVersion(await getAdministrator(actor, params.id)))
export const PATCH = apiRoute(api.update, async (call) =>
  saved(call, await updateAdministrator(call.actor, await idIn(call), call.version, call.body)),
)
export const DELETE = apiRoute(api.remove, async (call) =>
  removed(call, await deleteAdministrator(call.actor, await idIn(call), call.version)),
)
