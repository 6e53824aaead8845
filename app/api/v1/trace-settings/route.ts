import { getTraceSettings, updateTraceSettings } from '#lib/messages/commands'
import { messageOperations as api } from '#lib/web/api/messages'
import { foundVersion, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.settings, async ({ actor }) => foundVersion(await getTraceSettings(actor)))
export const PATCH = apiRoute(api.updateSettings, async (call) =>
  saved(call, await updateTraceSettings(call.actor, call.version, call.body)),
)
