import { eraseTraces } from '#lib/messages/commands'
import { messageOperations as api } from '#lib/web/api/messages'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.erase, async (call) => saved(call, await eraseTraces(call.actor, call.body)))
