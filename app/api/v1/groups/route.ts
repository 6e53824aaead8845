import { createGroup } from '#lib/groups/commands'
import { listGroups } from '#lib/groups/queries'
import { groupOperations as api } from '#lib/web/api/groups'
import { page, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query, request }) => page(request, await listGroups(actor, query, query)))
export const POST = apiRoute(api.create, async (call) => saved(call, await createGroup(call.actor, call.body)))
