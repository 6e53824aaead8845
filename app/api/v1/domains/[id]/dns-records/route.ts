import { getDnsRecords } from '#lib/client-setup/find-setup'
import { recordsToPublish } from '#lib/dns-status/queries'
import { getDomain } from '#lib/domains/queries'
import { domainOperations as api } from '#lib/web/api/domains'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.dnsRecords, async ({ actor, params }) => {
  const { name } = await getDomain(actor, params.id)
  return found(await getDnsRecords(actor, name, await recordsToPublish(actor, name)))
})
