// What went through the hosts: sums of what lib/traces counts, by steps of time. A domain administrator sees their domains, and of no host the whole.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { namesInScope, requireInScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import { groupBy } from '#lib/group-by'
import { requireValid } from '#lib/valid'
import { type Bucket, percentile } from './percentile'
import { type Flow, flows, type NamedCount, type Range, type TrafficFilter, type TrafficView, trafficFilter } from './schema'
import { storageOverTime } from './storage-over-time'

const minute = 60
const hour = 60 * minute
const day = 24 * hour
/** Which counts are added up, into steps of how long, how far back. */
const steps: Record<Range, { span: 'minute' | 'hour' | 'day'; step: number; length: number }> = {
  hour: { span: 'minute', step: minute, length: hour },
  day: { span: 'minute', step: 15 * minute, length: day },
  week: { span: 'hour', step: 2 * hour, length: 7 * day },
  month: { span: 'hour', step: 6 * hour, length: 30 * day },
  year: { span: 'day', step: 7 * day, length: 364 * day },
}
const topMax = 10

type Row = { at: number; measure: string; count: bigint }

/** Throws not_found for a host or domain that is not there, or not the actor's to see. */
export async function getTraffic(actor: Actor, input: TrafficFilter, now = new Date()): Promise<TrafficView> {
  requirePermission(actor, 'message.read')
  const filter = requireValid(trafficFilter, input)
  const range = filter.range ?? 'day'
  const { span, step, length } = steps[range]
  const end = Math.floor(now.getTime() / 1000 / step) * step + step
  const start = end - Math.ceil(length / step) * step
  const times = Array.from({ length: (end - start) / step }, (_, index) => start + index * step)
  const where = await conditions(actor, filter, start)
  const [rows, top, storage] = await Promise.all([
    db().$queryRaw<Row[]>`
      select (floor((extract(epoch from at) - ${start}::int) / ${step}::int))::int as at, measure, sum(count)::bigint as count
      from "FlowCount" ${whereSql([Prisma.sql`span = ${span}`, ...where.flows])} group by 1, 2`,
    tops(range === 'hour' || range === 'day' ? 'hour' : 'day', where.tops),
    storageOverTime(where.places, { start, step, length: times.length, now }),
  ])
  return { range, stepSeconds: step, times, ...summed(rows, times.length), top, storage }
}

type Conditions = { flows: Prisma.Sql[]; tops: Prisma.Sql[] /** Without a time. */; places: Prisma.Sql[] }

async function conditions(actor: Actor, { host, domain }: TrafficFilter, start: number): Promise<Conditions> {
  if (domain) requireInScope(actor, { name: domain }, domain)
  const since = Prisma.sql`at >= to_timestamp(${start}::int)`
  const hostId = host === undefined || host === '' ? null : await hostOf(actor, host)
  const ofHost = hostId === null ? [] : [Prisma.sql`"hostId" = ${hostId}::uuid`]
  const named = domain ? [Prisma.sql`domain = ${domain}`] : namesInScope(actor, Prisma.sql`domain`)
  // Of all together the whole host counts, which has mail of no domain of ours too.
  const whole = named.length === 0 ? [Prisma.sql`domain = ''`] : named
  return { flows: [since, ...ofHost, ...whole], tops: [since, ...ofHost, ...named], places: [...ofHost, ...whole] }
}

async function hostOf(actor: Actor, name: string): Promise<string> {
  requirePermission(actor, 'host.read')
  const found = await db().host.findUnique({ where: { name }, select: { id: true } })
  if (!found) throw new AppError('not_found', { subject: name.slice(0, 100) })
  return found.id
}

function summed(rows: readonly Row[], length: number): Pick<TrafficView, 'series' | 'totals' | 'rejections' | 'delay' | 'tlsShare'> {
  const series = Object.fromEntries(flows.map((flow) => [flow, Array.from({ length }, () => 0)])) as Record<Flow, number[]>
  const delays: Bucket[][] = Array.from({ length }, () => [])
  const rejections = new Map<string, number>()
  let [connections, secured] = [0, 0]
  for (const { at, measure, count } of rows) {
    const [kind = '', detail = ''] = measure.split(':')
    const flow = flows.find((one) => one === kind)
    if (flow) (series[flow] as number[])[at] = (series[flow][at] ?? 0) + Number(count)
    if (kind === 'rejected') rejections.set(detail, (rejections.get(detail) ?? 0) + Number(count))
    if (kind === 'delay') delays[at]?.push({ bound: detail === 'more' ? Number.POSITIVE_INFINITY : Number(detail), count: Number(count) })
    if (measure === 'connection') connections += Number(count)
    if (measure === 'connection-tls') secured += Number(count)
  }
  const all = [...groupBy(delays.flat(), ({ bound }) => bound)].map(([bound, same]) => ({
    bound,
    count: same.reduce((sum, { count }) => sum + count, 0),
  }))
  return {
    series,
    totals: Object.fromEntries(flows.map((flow) => [flow, series[flow].reduce((sum, count) => sum + count, 0)])) as Record<Flow, number>,
    rejections: [...rejections].map(([name, count]) => ({ name, count })).toSorted((one, other) => other.count - one.count),
    delay: {
      p50: delays.map((buckets) => percentile(buckets, 0.5)),
      p95: delays.map((buckets) => percentile(buckets, 0.95)),
      p50All: percentile(all, 0.5),
      p95All: percentile(all, 0.95),
    },
    tlsShare: connections === 0 ? null : Math.min(1, secured / connections),
  }
}

async function tops(span: 'hour' | 'day', where: readonly Prisma.Sql[]): Promise<TrafficView['top']> {
  const conditions = whereSql([Prisma.sql`span = ${span}`, ...where])
  const rows = await db().$queryRaw<{ role: string; name: string; count: bigint }[]>`
    with summed as (
      select role, name, sum(count) as count from "TopCount" ${conditions} group by 1, 2
      union all
      select 'domain', domain, sum(count) from "TopCount" ${whereSql([Prisma.sql`span = ${span}`, ...where, Prisma.sql`role in ('sender', 'recipient')`])} group by 2
    )
    select role, name, count::bigint from (select *, row_number() over (partition by role order by count desc, name) as place from summed) s
    where place <= ${topMax}::int order by role, place`
  const of = (wanted: string): NamedCount[] =>
    rows.filter(({ role }) => role === wanted).map(({ name, count }) => ({ name, count: Number(count) }))
  return { senders: of('sender'), recipients: of('recipient'), destinations: of('destination'), domains: of('domain') }
}
