import { bulkChangeGroups } from '#lib/groups/bulk'
import { groupOperations as api } from '#lib/web/api/groups'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.bulk, async (call) => saved(call, await bulkChangeGroups(call.actor, call.body)))
