import { listMessages, messagePulse } from '#lib/messages/queries'
import { messageFilter } from '#lib/messages/schema'
import { listFilter } from '#lib/web/list-filter'
import { ownRoute } from '#lib/web/own-route'

/** One message, or the newest of a search: only what says that the page has to be drawn anew. */
export const GET = ownRoute(async (actor, search) => {
  const id = search.get('id')
  if (id !== null) return messagePulse(actor, id)
  const { host: _, ...filter } = listFilter(messageFilter, Object.fromEntries(search))
  const { rows } = await listMessages(actor, filter, { limit: 25 })
  return { messages: rows.map(({ id: one, state }) => [one, state]) }
})
