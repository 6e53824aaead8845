import { newestLine } from '#lib/messages/line-queries'
import { sessionRoute } from '#lib/web/session-route'

/** Whether there is another line. */
export const GET = sessionRoute('log.read', async (actor) => ({ newest: await newestLine(actor) }))
