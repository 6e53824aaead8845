// What senders to a domain met when they asked for TLS, from their reports (RFC 8460).
import 'server-only'
import type * as z from 'zod'
import { db } from '#lib/db/client'
import type { tlsSummary } from './summary-schema'

type Summary = z.infer<typeof tlsSummary>
const failuresMax = 50

export async function tlsOf({ domainId, from }: { domainId: string; from: Date }): Promise<Summary> {
  const [sums] = await db().$queryRaw<{ sessions: number; failed: number }[]>`
    select coalesce(sum(messages), 0)::float8 as sessions, coalesce(sum(messages - good), 0)::float8 as failed from "ReceivedReport"
    where "domainId" = ${domainId}::uuid and "beginsAt" >= ${from} and kind = 'tls'`
  const failures = await db().$queryRaw<Summary['failures']>`
    select f.type, f."receivingMx", sum(f.count)::float8 as count, (array_agg(distinct r.organisation))[1:10] as organisations
    from "ReceivedReport" r join "TlsFailure" f on f."reportId" = r.id
    where r."domainId" = ${domainId}::uuid and r."beginsAt" >= ${from} and r.kind = 'tls'
    group by f.type, f."receivingMx" order by 3 desc limit ${failuresMax}`
  return { sessions: sums?.sessions ?? 0, failed: sums?.failed ?? 0, failures }
}
