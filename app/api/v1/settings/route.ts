import { updateSettings } from '#lib/settings/commands'
import { getSettings } from '#lib/settings/queries'
import { settingsOperations as api } from '#lib/web/api/settings'
import { foundVersion, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor }) => foundVersion(await getSettings(actor)))
export const PATCH = apiRoute(api.update, async (call) => saved(call, await updateSettings(call.actor, call.version, call.body)))
