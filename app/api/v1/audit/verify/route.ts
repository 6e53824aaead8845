import { verifyChain } from '#lib/audit/verify'
import { changeOperations as api } from '#lib/web/api/changes'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.verify, async ({ actor, query: { revision, hash } }) =>
  found(await verifyChain(actor, revision && hash ? { revision, hash } : undefined)),
)
