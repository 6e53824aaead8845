import { removeHost, updateHost } from '#lib/hosts/commands'
import { getHost } from '#lib/hosts/queries'
import { hostOperations as api } from '#lib/web/api/hosts'
import { idOf } from '#lib/web/id-of'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Call<typeof api.update | typeof api.remove>) => idOf(params.id, (name) => getHost(actor, name))

export const GET = apiRoute(api.get, async ({ actor, params }) => foundVersion(await getHost(actor, params.id)))
export const PATCH = apiRoute(api.update, async (call) =>
  saved(call, await updateHost(call.actor, await idIn(call), call.version, call.body)),
)
export const DELETE = apiRoute(api.remove, async (call) => removed(call, await removeHost(call.actor, await idIn(call), call.version)))
