import { bulkChangeDomains } from '#lib/domains/bulk'
import { domainOperations as api } from '#lib/web/api/domains'
import { saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.bulk, async (call) => saved(call, await bulkChangeDomains(call.actor, call.body)))
