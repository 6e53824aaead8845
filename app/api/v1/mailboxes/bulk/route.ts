import { bulkChangeMailboxes } from '#lib/mailboxes/bulk'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.bulk, async (call) => saved(call, await bulkChangeMailboxes(call.actor, call.body)))
