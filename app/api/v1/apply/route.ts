import { applyStatus } from '#lib/changes/apply-status'
import { changeOperations as api } from '#lib/web/api/changes'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.status, async ({ actor, query }) =>
  found(await applyStatus(actor, query.domain ?? 'unfinished', query.host)),
)
