// The numbers of all hosts as Prometheus asks for them (text format 0.0.4). Read from Postgres at each scrape, so every panel answers the same; a
// host's own numbers stand for what the worker saw last. What was counted only grows: it is the sum of all days.
import 'server-only'
import { Gauge, Registry } from 'prom-client'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { seesAll } from '#lib/auth/scope'
import { workerHealth } from '#lib/changes/worker-health'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { gather, type Sample } from './gather'

export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8'

/** Throws forbidden to whoever is held to some domains: the numbers are those of hosts. */
export async function renderMetrics(actor: Actor): Promise<string> {
  requirePermission(actor, 'host.read')
  requirePermission(actor, 'message.read')
  if (!seesAll(actor)) throw new AppError('forbidden', { subject: 'metrics' })
  const registry = new Registry()
  const { running } = await workerHealth()
  const samples = [
    ...(await gather(db())),
    { name: 'postern_workers', help: 'Workers that were seen within 40 s', labels: {}, value: running },
  ]
  const gauges = new Map<string, Gauge>()
  for (const { name, help, labels, value } of samples) {
    let gauge = gauges.get(name)
    if (!gauge) {
      gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] })
      gauges.set(name, gauge)
    }
    gauge.set(labels, value)
  }
  return typed(await registry.metrics(), samples)
}

/** The library takes values of a counter only as increments; what grows is marked as such here. */
function typed(text: string, samples: readonly Sample[]): string {
  const counters = new Set(samples.filter(({ name }) => name.endsWith('_total')).map(({ name }) => name))
  return text.replace(/^# TYPE (\S+) gauge$/gm, (line, name: string) => (counters.has(name) ? `# TYPE ${name} counter` : line))
}
