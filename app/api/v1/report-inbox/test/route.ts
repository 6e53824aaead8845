import { testInbox } from '#lib/received-reports/read-inbox'
import { reportOperations as api } from '#lib/web/api/reports'
import { found } from '#lib/web/reply'
import { apiRoute } from '#lib/web/route'

export const POST = apiRoute(api.testInbox, async ({ actor }) => found(await testInbox(actor)))
