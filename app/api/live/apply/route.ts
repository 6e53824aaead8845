import { listChanges } from '#lib/audit/queries'
import { applyStatus } from '#lib/changes/apply-status'
import { sessionRoute } from '#lib/web/session-route'

const namesMax = 200

/** Of the domains that are named, as often as `domain` comes; of all that is not in order, and the newest change, when none is. */
export const GET = sessionRoute('change.read', async (actor, search) => {
  const names = search.getAll('domain').slice(0, namesMax)
  if (names.length > 0) return { statuses: await applyStatus(actor, names) }
  const newest = await listChanges(actor, {}, { limit: 1 })
  return { statuses: await applyStatus(actor, 'unfinished'), newest: newest.rows[0]?.revision ?? null }
})
