import { listArchived } from '#lib/archive/queries'
import { archiveOperations as api } from '#lib/web/api/archive'
import { page } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor, query, request }) => page(request, await listArchived(actor, query, query)))
