import { listTasks } from '#lib/tasks/queries'
import { taskOperations as api } from '#lib/web/api/tasks'
import { page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query: { limit, cursor, ...filter }, request }) =>
  page(request, await listTasks(actor, filter, { limit, cursor })),
)
