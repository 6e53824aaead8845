import { acceptDeviation, withdrawDeviation } from '#lib/dns-status/commands'
import { dnsStatusOperations as api } from '#lib/web/api/dns-status'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const PUT = apiRoute(api.acceptOfHost, async (call) =>
  saved(call, await acceptDeviation(call.actor, 'host', call.params.id, call.params.check, call.body)),
)
export const DELETE = apiRoute(api.withdrawOfHost, async (call) =>
  saved(call, await withdrawDeviation(call.actor, 'host', call.params.id, call.params.check)),
)
