import { createZone, listZones } from '#lib/publication/zones'
import { publicationOperations as api } from '#lib/web/api/publication'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.zones, async ({ actor }) => found(await listZones(actor)))
export const POST = apiRoute(api.createZone, async (call) => saved(call, await createZone(call.actor, call.body)))
