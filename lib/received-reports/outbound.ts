// What our own hosts sent as the domain beside what reports saw of it: over the days that both know. The counts are those of the log (lib/traces/measures.ts: a
// message to three recipients elsewhere counts three times, as it does with receivers), which nobody from outside can write.
import 'server-only'
import { db } from '#lib/db/client'
import type { Outbound } from './summary-schema'

const dayMs = 86_400_000

/** null: the log knows nothing of the domain, or no report is of a day that it knows. */
export async function outboundOf({ domainId, from }: { domainId: string; from: Date }): Promise<Outbound | null> {
  const [days] = await db().$queryRaw<{ first: Date | null; last: Date | null }[]>`
    select (select min(f.at) from "FlowCount" f join "Domain" d on d.name = f.domain where f.span = 'day' and d.id = ${domainId}::uuid and f.at >= ${from}) as first,
      (select max(r."beginsAt") from "ReceivedReport" r where r."domainId" = ${domainId}::uuid and r.kind = 'aggregate' and r."beginsAt" >= ${from}) as last`
  if (!days?.first || !days.last || days.last < days.first) return null
  // Later days are on their way still.
  const end = new Date((Math.floor(days.last.getTime() / dayMs) + 1) * dayMs)
  const [sums] = await db().$queryRaw<{ sent: number; seen: number }[]>`
    select (select coalesce(sum(f.count), 0)::float8 from "FlowCount" f join "Domain" d on d.name = f.domain
        where f.span = 'day' and f.measure = 'sent' and d.id = ${domainId}::uuid and f.at >= ${days.first} and f.at < ${end}) as sent,
      (select coalesce(sum(s.count), 0)::float8 from "ReceivedReport" r join "ReportGroup" g on g."reportId" = r.id
        cross join unnest(g."sourceIps", g.counts) as s(ip, count) join "ReportSource" o on o.ip = s.ip and o."ownKind" is not null
        where r."domainId" = ${domainId}::uuid and r."beginsAt" >= ${days.first} and r."beginsAt" < ${end}) as seen`
  return sums ? { ...sums, from: days.first.toISOString(), to: new Date(end.getTime() - 1).toISOString() } : null
}
