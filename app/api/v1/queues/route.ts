import { listQueues } from '#lib/queue/queries'
import { queueOperations as api } from '#lib/web/api/queue'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listQueues(actor)))
