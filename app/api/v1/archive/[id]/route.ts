import { getArchived } from '#lib/archive/queries'
import { archiveOperations as api } from '#lib/web/api/archive'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getArchived(actor, params.id)))
