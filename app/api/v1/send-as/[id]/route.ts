import { revokeSendAs } from '#lib/send-as/commands'
import { getSendAs } from '#lib/send-as/queries'
import { sendAsOperations as api } from '#lib/web/api/send-as'
import { found, removed } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getSendAs(actor, params.id)))
export const DELETE = apiRoute(api.revoke, async (call) => removed(call, await revokeSendAs(call.actor, call.params.id)))
