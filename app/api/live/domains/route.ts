import { listGrantable } from '#lib/people/queries'
import { sessionRoute } from '#lib/web/session-route'

/** What can be given to a domain administrator, by part of its name. */
export const GET = sessionRoute('people.write', async (actor, search) => ({
  domains: await listGrantable(actor, (search.get('search') ?? '').slice(0, 253)),
}))
