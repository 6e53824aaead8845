import { deleteAlias, updateAlias } from '#lib/aliases/commands'
import { getAlias } from '#lib/aliases/queries'
import { aliasOperations as api } from '#lib/web/api/aliases'
import { idOf } from '#lib/web/id-of'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute, type Call } from '#lib/web/route'

const idIn = ({ actor, params }: Call<typeof api.update | typeof api.remove>) => idOf(params.id, (name) => getAlias(actor, name))

export const GET = apiRoute(api.get, async ({ actor, params }) => foundVersion(await getAlias(actor, params.id)))
export const PATCH = apiRoute(api.update, async (call) =>
  saved(call, await updateAlias(call.actor, await idIn(call), call.version, call.body)),
)
export const DELETE = apiRoute(api.remove, async (call) => removed(call, await deleteAlias(call.actor, await idIn(call), call.version)))
