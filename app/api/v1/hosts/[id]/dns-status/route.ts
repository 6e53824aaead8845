import { checkNow } from '#lib/dns-status/commands'
import { getDnsStatus } from '#lib/dns-status/queries'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.ofHost, async ({ actor, params }) => found(await getDnsStatus(actor, 'host', params.id)))
export const POST = apiRoute(api.checkHost, async ({ actor, params }) => found(await checkNow(actor, 'host', params.id)))
