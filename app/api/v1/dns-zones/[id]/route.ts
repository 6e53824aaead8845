import { getZone, removeZone, updateZone } from '#lib/publication/zones'
import { publicationOperations as api } from '#lib/web/api/publication'
import { foundVersion, removed, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.zone, async ({ actor, params }) => foundVersion(await getZone(actor, params.id)))
export const PATCH = apiRoute(api.updateZone, async (call) =>
  saved(call, await updateZone(call.actor, call.params.id, call.version, call.body)),
)
export const DELETE = apiRoute(api.removeZone, async (call) => removed(call, await removeZone(call.actor, call.params.id, call.version)))
