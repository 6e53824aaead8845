import { listSamples } from '#lib/queue/queries'
import { sampleSpan } from '#lib/queue/sample-span'
import { sessionRoute } from '#lib/web/session-route'

export const GET = sessionRoute('queue.read', async (actor, search) => ({
  samples: await listSamples(actor, search.get('host') ?? '', sampleSpan.catch('1d').parse(search.get('span'))),
}))
