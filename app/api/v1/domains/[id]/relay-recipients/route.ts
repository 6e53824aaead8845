import { getDomain } from '#lib/domains/queries'
import { changeRelayRecipients, listRelayRecipients } from '#lib/domains/relay-recipients'
import { domainOperations as api } from '#lib/web/api/domains'
import { page, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.relayRecipients, async ({ actor, params, query, request }) => {
  const { id } = await getDomain(actor, params.id)
  return page(request, await listRelayRecipients(actor, id, query))
})

export const POST = apiRoute(api.changeRelayRecipients, async (call) => {
  const { id } = await getDomain(call.actor, call.params.id)
  return saved(call, await changeRelayRecipients(call.actor, id, call.version, call.body))
})
