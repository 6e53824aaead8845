import { listQueues } from '#lib/queue/queries'
import { sessionRoute } from '#lib/web/session-route'

/** How long the queues are, without ages, which change at every look. */
export const GET = sessionRoute('queue.read', async (actor) => ({
  queues: (await listQueues(actor)).map(({ host, counts, failure, growingSince }) => ({
    host,
    counts: counts?.map(({ queue, messages }) => [queue, messages]),
    failure: failure?.code,
    growing: growingSince !== null,
  })),
}))
