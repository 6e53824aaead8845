import { listAppliedChanges } from '#lib/changes/list-changes'
import { changeOperations as api } from '#lib/web/api/changes'
import { page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query: { cursor, limit, applied, ...filter }, request }) =>
  page(request, await listAppliedChanges(actor, filter, { cursor, limit }, applied ?? null)),
)
