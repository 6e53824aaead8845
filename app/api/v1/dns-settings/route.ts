import { getDnsSettings, updateDnsSettings } from '#lib/dns-status/settings'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { foundVersion, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.settings, async ({ actor }) => foundVersion(await getDnsSettings(actor)))
export const PATCH = apiRoute(api.updateSettings, async (call) => saved(call, await updateDnsSettings(call.actor, call.version, call.body)))
