import { queueOperations as api } from '#lib/web/api/queue'
import { queueActOf } from '#lib/web/queue-act'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.act, queueActOf)
