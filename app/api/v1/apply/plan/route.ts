import { planPending } from '#lib/changes/plan'
import { changeOperations as api } from '#lib/web/api/changes'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.plan, async ({ actor, query }) => ({
  body: { plan: await planPending(actor, { hostId: query.host, domains: query.domain }) },
}))
