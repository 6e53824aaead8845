import { searchEverything } from '#lib/search/search-everything'
import { sessionRoute } from '#lib/web/session-route'

export const GET = sessionRoute(null, async (actor, search) => ({ results: await searchEverything(actor, search.get('q') ?? '') }))
