import { purgeArchived } from '#lib/archive/commands'
import { archiveOperations as api } from '#lib/web/api/archive'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.purge, async (call) => saved(call, await purgeArchived(call.actor, call.params.id)))
