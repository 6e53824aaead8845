import { getOverview } from '#lib/overview/overview'
import { sessionRoute } from '#lib/web/session-route'

/** Without the instants at which somebody was last seen: a page is drawn again when this answer differs. */
export const GET = sessionRoute('domain.read', async (actor) => {
  const { hosts, worker, ...rest } = await getOverview(actor)
  return { ...rest, hosts: hosts?.map(({ lastSeenAt: _, ...host }) => host), worker: worker.running }
})
