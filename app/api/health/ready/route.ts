// Readiness: may a balancer send people here? Says nothing that a stranger could use. The worker is told, but its absence does not take
// the panel away: what is saved then waits.
import { workerHealth } from '#lib/changes/worker-health'
import { log } from '#lib/log'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' }
  try {
    const { running } = await workerHealth()
    return Response.json({ status: 'ok', database: true, worker: running > 0 }, { headers })
  } catch (error) {
    log.warn({ err: error }, 'not ready')
    return Response.json({ status: 'unavailable', database: false, worker: false }, { status: 503, headers })
  }
}
