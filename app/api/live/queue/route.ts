import { may } from '#lib/auth/permissions'
import { listHoldRules } from '#lib/queue/hold-rules'
import { listQueues } from '#lib/queue/queries'
import { sessionRoute } from '#lib/web/session-route'

/** How long the queues are, without ages, which change at every look; and which hosts have the hold rules. */
export const GET = sessionRoute('queue.read', async (actor) => ({
  queues: (await listQueues(actor)).map(({ host, counts, live, failure, growingSince }) => ({
    host,
    live,
    counts: counts?.map(({ queue, messages }) => [queue, messages]),
    failure: failure?.code,
    growing: growingSince !== null,
  })),
  hold: may(actor, 'host.read') ? (await listHoldRules(actor)).hosts : [],
}))
