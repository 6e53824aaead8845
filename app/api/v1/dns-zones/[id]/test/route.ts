import { testZone } from '#lib/publication/zones'
import { publicationOperations as api } from '#lib/web/api/publication'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.testZone, async (call) => removed(call, await testZone(call.actor, call.params.id)))
