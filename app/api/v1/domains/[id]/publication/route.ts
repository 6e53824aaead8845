import { publicationOperations as api } from '#lib/web/api/publication'
import { planDomain, publishDomain } from '#lib/web/domain-publication'
import { found, saved } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.plan, async ({ actor, params }) => found(await planDomain(actor, params.id, 'records')))
export const POST = apiRoute(api.publish, async (call) =>
  saved(call, await publishDomain(call.actor, call.params.id, 'records', call.body)),
)
