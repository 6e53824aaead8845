import { listOutgoing } from '#lib/outbox/queries'
import { outgoingOperations as api } from '#lib/web/api/outgoing'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.list, async ({ actor }) => found(await listOutgoing(actor)))
