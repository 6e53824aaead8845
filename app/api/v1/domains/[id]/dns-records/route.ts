import { getDomain } from '#lib/domains/queries'
import { domainOperations as api } from '#lib/web/api/domains'
import { domainRecordsView } from '#lib/web/domain-records'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.dnsRecords, async ({ actor, params }) => {
  return found(await domainRecordsView(actor, await getDomain(actor, params.id)))
})
