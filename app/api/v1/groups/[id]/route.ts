import { deleteGroup, updateGroup } from '#lib/groups/commands'
import { getGroup } from '#lib/groups/queries'
import { groupOperations as api } from '#lib/web/api/groups'
import { idOf } from '#lib/web/id-of'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Call<typeof api.update | typeof api.remove>) => idOf(params.id, (name) => getGroup(actor, name))

export const GET = apiRoute(api.get, async ({ actor, params }) => foundVersion(await getGroup(actor, params.id)))
export const PATCH = apiRoute(api.update, async (call) =>
  saved(call, await updateGroup(call.actor, await idIn(call), call.version, call.body)),
)
export const DELETE = apiRoute(api.remove, async (call) => removed(call, await deleteGroup(call.actor, await idIn(call), call.version)))
