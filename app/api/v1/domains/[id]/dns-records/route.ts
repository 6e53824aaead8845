import { getDnsRecords } from '#lib/client-setup/find-setup'
import { getDomain } from '#lib/domains/queries'
import { domainOperations as api } from '#lib/web/api/domains'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.dnsRecords, async ({ actor, params }) =>
  found(await getDnsRecords(actor, (await getDomain(actor, params.id)).name)),
)
