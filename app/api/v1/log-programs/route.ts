import { listPrograms } from '#lib/messages/line-queries'
import { messageOperations as api } from '#lib/web/api/messages'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const GET = apiRoute(api.programs, async ({ actor }) => found(await listPrograms(actor)))
