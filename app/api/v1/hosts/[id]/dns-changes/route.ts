import { listDnsChanges } from '#lib/dns-status/queries'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.changesOfHost, async ({ actor, params }) => found(await listDnsChanges(actor, 'host', params.id)))
