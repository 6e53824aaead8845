import { createHoldRule, listHoldRules } from '#lib/queue/hold-rules'
import { queueOperations as api } from '#lib/web/api/queue'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.holdRules, async ({ actor }) => found(await listHoldRules(actor)))
export const POST = apiRoute(api.createHoldRule, async (call) => saved(call, await createHoldRule(call.actor, call.body)))
