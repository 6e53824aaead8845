import { listHosts } from '#lib/hosts/queries'
import { hostOperations as api } from '#lib/web/api/hosts'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listHosts(actor)))
