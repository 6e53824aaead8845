import { domainImpact } from '#lib/domains/delete-domain'
import { getDomain } from '#lib/domains/queries'
import { domainOperations as api } from '#lib/web/api/domains'
import { idOf } from '#lib/web/id-of'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.impact, async ({ actor, params }) =>
  found(await domainImpact(actor, await idOf(params.id, (name) => getDomain(actor, name)))),
)
