import { publicationOperations as api } from '#lib/web/api/publication'
import { planDomain, publishDomain } from '#lib/web/domain-publication'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.planWithdrawal, async ({ actor, params }) => found(await planDomain(actor, params.id, 'nothing')))
export const POST = apiRoute(api.withdraw, async (call) =>
  saved(call, await publishDomain(call.actor, call.params.id, 'nothing', call.body)),
)
