import { retryArchived } from '#lib/archive/commands'
import { archiveOperations as api } from '#lib/web/api/archive'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.retry, async (call) => saved(call, await retryArchived(call.actor, call.params.id)))
