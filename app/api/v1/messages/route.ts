import { listMessages } from '#lib/messages/queries'
import { messageOperations as api } from '#lib/web/api/messages'
import { page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query: { cursor, limit, ...filter }, request }) =>
  page(request, await listMessages(actor, filter, { cursor, limit })),
)
