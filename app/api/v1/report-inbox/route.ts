import { getInbox } from '#lib/received-reports/inbox-settings'
import { reportOperations as api } from '#lib/web/api/reports'
import { foundVersion, saved } from '#lib/web/reply'
import { changeInbox } from '#lib/web/report-inbox'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.inbox, async ({ actor }) => foundVersion(await getInbox(actor)))
export const PATCH = apiRoute(api.updateInbox, async (call) => saved(call, await changeInbox(call.actor, call.version, call.body)))
