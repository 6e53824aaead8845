import { deleteHoldRule } from '#lib/queue/hold-rules'
import { queueOperations as api } from '#lib/web/api/queue'
import { removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const DELETE = apiRoute(api.deleteHoldRule, async (call) => removed(call, await deleteHoldRule(call.actor, call.params.id)))
