import { createMailbox } from '#lib/mailboxes/commands'
import { listMailboxes } from '#lib/mailboxes/queries'
import { mailboxOperations as api } from '#lib/web/api/mailboxes'
import { page, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query, request }) => page(request, await listMailboxes(actor, query, query)))
export const POST = apiRoute(api.create, async (call) => saved(call, await createMailbox(call.actor, call.body)))
