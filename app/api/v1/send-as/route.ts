import { grantSendAs } from '#lib/send-as/commands'
import { listSendAs } from '#lib/send-as/queries'
import { sendAsOperations as api } from '#lib/web/api/send-as'
import { page, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query, request }) => page(request, await listSendAs(actor, query, query)))
export const POST = apiRoute(api.grant, async (call) => saved(call, await grantSendAs(call.actor, call.body)))
