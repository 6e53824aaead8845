import { findMessageById } from '#lib/messages/find-by-id'
import { searchEverything } from '#lib/search/search-everything'
import { sessionRoute } from '#lib/web/session-route'

export const GET = sessionRoute(null, async (actor, search) => {
  const text = search.get('q') ?? ''
  const found = await Promise.all([searchEverything(actor, text), findMessageById(actor, text)])
  return { results: found.flat() }
})
