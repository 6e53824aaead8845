import { listOrphans } from '#lib/orphans/queries'
import { orphanOperations as api } from '#lib/web/api/orphans'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listOrphans(actor)))
