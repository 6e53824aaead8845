import { aliasImpact, getAlias } from '#lib/aliases/queries'
import { aliasOperations as api } from '#lib/web/api/aliases'
import { idOf } from '#lib/web/id-of'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.impact, async ({ actor, params }) =>
  found(await aliasImpact(actor, await idOf(params.id, (name) => getAlias(actor, name)))),
)
