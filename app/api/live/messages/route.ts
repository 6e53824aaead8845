import { listMessages, messagePulse } from '#lib/messages/queries'
import { messageFilter } from '#lib/messages/schema'
import { listFilter } from '#lib/web/list-filter'
import { sessionRoute } from '#lib/web/session-route'

/** One message, or the newest of a search: only what says that the page has to be drawn anew. */
export const GET = sessionRoute('message.read', async (actor, search) => {
  const id = search.get('id')
  if (id !== null) return messagePulse(actor, id)
  const { rows } = await listMessages(actor, listFilter(messageFilter, Object.fromEntries(search)), { limit: 20 })
  return { messages: rows.map(({ id: one, state }) => [one, state]) }
})
