import { listLogLines } from '#lib/messages/line-queries'
import { messageOperations as api } from '#lib/web/api/messages'
import { page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.lines, async ({ actor, query: { cursor, limit, ...filter }, request }) => {
  const { rows, next } = await listLogLines(actor, filter, cursor, limit)
  return page(request, { rows, next, previous: null, total: { count: rows.length, exact: next === null } })
})
