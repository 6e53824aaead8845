import { reportOperations as api } from '#lib/web/api/reports'
import { saved } from '#lib/web/reply'
import { chooseInbox } from '#lib/web/report-inbox'
import { apiRoute } from '#lib/web/route'

export const PUT = apiRoute(api.chooseInbox, async (call) => saved(call, await chooseInbox(call.actor, call.version, call.body)))
