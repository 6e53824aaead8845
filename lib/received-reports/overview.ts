// Reports of all domains that somebody sees: how much mail, how much of it proved, who fails, and what could not be taken.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idsInScope, seesAll } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import type { OverviewRow, ReportsOverview } from './summary-schema'

const rowsMax = 500
const failingMax = 10

export async function getReportsOverview(actor: Actor, days: number): Promise<ReportsOverview> {
  requirePermission(actor, 'report.read')
  const from = new Date(Date.now() - days * 86_400_000)
  const within = [...idsInScope(actor, Prisma.sql`r."domainId"`), Prisma.sql`r."beginsAt" >= ${from}`, Prisma.sql`r."domainId" is not null`]
  const rows = await db().$queryRaw<(Omit<OverviewRow, 'lastAt'> & { lastAt: Date | null; all: number })[]>`
    select d.name as domain, d."unicodeName" as "shownName",
      coalesce(sum(r.messages) filter (where r.kind = 'aggregate'), 0)::float8 as messages,
      coalesce(sum(r.good) filter (where r.kind = 'aggregate'), 0)::float8 as aligned,
      coalesce(sum(r.messages) filter (where r.kind = 'tls'), 0)::float8 as "tlsSessions",
      coalesce(sum(r.messages - r.good) filter (where r.kind = 'tls'), 0)::float8 as "tlsFailed",
      (array_agg(r.details -> 'policy' ->> 'p' order by r."endsAt" desc) filter (where r.kind = 'aggregate'))[1] as published,
      max(r."endsAt") as "lastAt", (count(*) over ())::int as all
    from "ReceivedReport" r join "Domain" d on d.id = r."domainId" ${whereSql(within)}
    group by d.id order by 3 desc, d.name limit ${rowsMax}`
  const all = rows[0]?.all ?? 0
  const [domains] = await db().$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "Domain" d ${whereSql(idsInScope(actor, Prisma.sql`d.id`))}`
  return {
    days,
    rows: rows.map(({ all: _, lastAt, ...row }) => ({ ...row, lastAt: lastAt?.toISOString() ?? null })),
    more: all - rows.length,
    silent: Math.max(0, (domains?.count ?? 0) - all),
    failing: await failingSources(within),
    refused: seesAll(actor)
      ? await db().receivedReport.count({ where: { refusal: { not: Prisma.AnyNull }, receivedAt: { gte: from } } })
      : 0,
  }
}

const failingSources = (within: Prisma.Sql[]): Promise<ReportsOverview['failing']> =>
  db().$queryRaw<ReportsOverview['failing']>`
    select f.*, coalesce(nullif(s."ownName", ''), case when s.confirmed then s.name end, '') as name, s."ownKind" is not null as own from (
      select d.name as domain, d."unicodeName" as "shownName", s.ip, sum(s.count)::float8 as messages
      from "ReceivedReport" r join "Domain" d on d.id = r."domainId" join "ReportGroup" l on l."reportId" = r.id
        cross join unnest(l."sourceIps", l.counts) as s(ip, count)
      ${whereSql([...within, Prisma.sql`not l.forwarded and l.dkim <> 'aligned' and l.spf <> 'aligned'`])}
      group by d.id, s.ip order by 4 desc limit ${failingMax}) f
    left join "ReportSource" s on s.ip = f.ip order by f.messages desc`
