import { getMessage } from '#lib/messages/queries'
import { messageOperations as api } from '#lib/web/api/messages'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.get, async ({ actor, params }) => found(await getMessage(actor, params.id)))
