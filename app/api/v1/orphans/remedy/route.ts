import { remedyOrphan } from '#lib/orphans/commands'
import { orphanOperations as api } from '#lib/web/api/orphans'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.remedy, async (call) => saved(call, await remedyOrphan(call.actor, call.body)))
