// What the reports of the last days say of a domain's mail. Days are those of UTC, in which reporters count.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { adviceRules, adviseOn } from './advice'
import { requireDomain } from './find-domain'
import { outboundOf } from './outbound'
import { gatherSenders, type KnownSource, type SourceCount } from './senders'
import { type Advice, type DayView, type DomainReportsView, type Policy, policy } from './summary-schema'
import { tlsOf } from './tls-summary'

/** Addresses, heaviest first, of which senders are made: a hostile report may name a million. */
const countsMax = 3000
const reportersMax = 50
const dayMs = 86_400_000

type Window = { domainId: string; from: Date }
/** Whole days, today's beginning included. */
const windowOf = (domainId: string, days: number): Window => ({
  domainId,
  from: new Date(Math.floor(Date.now() / dayMs) * dayMs - (days - 1) * dayMs),
})

export async function getDomainReports(actor: Actor, idOrName: string, days: number): Promise<DomainReportsView> {
  const { id, name } = await requireDomain(actor, idOrName)
  const window = windowOf(id, days)
  const [heads, found, perDay, tls, outbound] = await Promise.all([
    headsOf(window),
    sendersOf(window),
    daysOf(window, days),
    tlsOf(window),
    outboundOf(window),
  ])
  const aggregates = heads.filter(({ kind }) => kind === 'aggregate')
  const dispositions = await dispositionsOf(window)
  const lastAt = heads.reduce<Date | null>((last, { lastAt: at }) => (last === null || at > last ? at : last), null)
  return {
    domain: name,
    days,
    messages: total(aggregates, 'messages'),
    aligned: total(aggregates, 'good'),
    reports: total(heads, 'reports'),
    reporters: aggregates
      .toSorted((a, b) => b.messages - a.messages)
      .slice(0, reportersMax)
      .map(({ organisation, reports, messages }) => ({ organisation, reports, messages })),
    lastAt: lastAt?.toISOString() ?? null,
    published: await publishedIn(window),
    dispositions,
    perDay,
    senders: found.senders,
    moreSenders: found.more,
    tls,
    failureReports: total(
      heads.filter(({ kind }) => kind === 'failure'),
      'reports',
    ),
    outbound,
  }
}

/** `published`: the policy in the DNS, where the caller knows it; otherwise the newest report says it. */
export async function getAdvice(actor: Actor, idOrName: string, published: Policy | null): Promise<Advice> {
  const { id } = await requireDomain(actor, idOrName)
  const window = windowOf(id, adviceRules.windowDays)
  const [heads, { senders }, seen, outbound] = await Promise.all([
    headsOf(window),
    sendersOf(window),
    policiesByDay(window),
    outboundOf(window),
  ])
  const aggregates = heads.filter(({ kind }) => kind === 'aggregate')
  const present = published ?? policy.safeParse(await publishedIn(window)).data ?? null
  return adviseOn({
    policy: present,
    days: new Set(seen.map(({ day }) => day)).size,
    daysUnderPolicy: new Set(seen.filter((one) => one.policy === present).map(({ day }) => day)).size,
    senders,
    messages: total(aggregates, 'messages'),
    aligned: total(aggregates, 'good'),
    outbound,
  })
}

type Head = { kind: string; organisation: string; reports: number; messages: number; good: number; lastAt: Date }
const total = (heads: readonly Head[], name: 'reports' | 'messages' | 'good'): number => heads.reduce((sum, head) => sum + head[name], 0)

const headsOf = ({ domainId, from }: Window): Promise<Head[]> =>
  db().$queryRaw<Head[]>`
    select kind, organisation, count(*)::int as reports, sum(messages)::float8 as messages, sum(good)::float8 as good, max("endsAt") as "lastAt"
    from "ReceivedReport" where "domainId" = ${domainId}::uuid and "beginsAt" >= ${from} group by kind, organisation`

async function publishedIn({ domainId, from }: Window): Promise<string | null> {
  const [row] = await db().$queryRaw<{ p: string | null }[]>`
    select details -> 'policy' ->> 'p' as p from "ReceivedReport"
    where "domainId" = ${domainId}::uuid and "beginsAt" >= ${from} and kind = 'aggregate' order by "endsAt" desc, id desc limit 1`
  return row?.p ?? null
}

const policiesByDay = ({ domainId, from }: Window): Promise<{ day: number; policy: string | null }[]> =>
  db().$queryRaw<{ day: number; policy: string | null }[]>`
    select distinct floor(extract(epoch from "beginsAt") / 86400)::int as day, details -> 'policy' ->> 'p' as policy from "ReceivedReport"
    where "domainId" = ${domainId}::uuid and "beginsAt" >= ${from} and kind = 'aggregate'`

const dispositionsOf = ({ domainId, from }: Window): Promise<DomainReportsView['dispositions']> =>
  db().$queryRaw<DomainReportsView['dispositions']>`
    select l.disposition, sum(l.messages)::float8 as messages from "ReceivedReport" r join "ReportGroup" l on l."reportId" = r.id
    where r."domainId" = ${domainId}::uuid and r."beginsAt" >= ${from} group by l.disposition order by 2 desc limit 10`

async function sendersOf({ domainId, from }: Window) {
  const counts = await db().$queryRaw<SourceCount[]>`
    select s.ip, l.dkim, l.spf, l.forwarded, max(l."otherDomain") as "otherDomain", sum(s.count)::float8 as messages,
      array_agg(distinct floor(extract(epoch from r."beginsAt") / 86400)::int) as days
    from "ReceivedReport" r join "ReportGroup" l on l."reportId" = r.id, unnest(l."sourceIps", l.counts) as s(ip, count)
    where r."domainId" = ${domainId}::uuid and r."beginsAt" >= ${from}
    group by s.ip, l.dkim, l.spf, l.forwarded order by 6 desc limit ${countsMax + 1}`
  const looked = counts.slice(0, countsMax)
  const sources = await db().reportSource.findMany({ where: { ip: { in: [...new Set(looked.map(({ ip }) => ip))] } } })
  const known = new Map<string, KnownSource>(sources.map((source) => [source.ip, source]))
  return { senders: gatherSenders(looked, known), more: Math.max(0, counts.length - countsMax) }
}

/** Every day of the time, those without mail too. A report that spans days counts on the one it begins on. */
async function daysOf({ domainId, from }: Window, days: number): Promise<DayView[]> {
  const rows = await db().$queryRaw<{ day: number; aligned: number; forwarded: number; failed: number }[]>`
    select floor(extract(epoch from r."beginsAt") / 86400)::int as day,
      coalesce(sum(l.messages) filter (where l.dkim = 'aligned' or l.spf = 'aligned'), 0)::float8 as aligned,
      coalesce(sum(l.messages) filter (where l.forwarded), 0)::float8 as forwarded,
      coalesce(sum(l.messages) filter (where not l.forwarded and l.dkim <> 'aligned' and l.spf <> 'aligned'), 0)::float8 as failed
    from "ReceivedReport" r join "ReportGroup" l on l."reportId" = r.id
    where r."domainId" = ${domainId}::uuid and r."beginsAt" >= ${from} group by 1`
  const byDay = new Map(rows.map(({ day, ...counts }) => [day, counts]))
  const first = from.getTime() / dayMs
  return Array.from({ length: days }, (_, index) => ({
    day: new Date((first + index) * dayMs).toISOString().slice(0, 10),
    ...(byDay.get(first + index) ?? { aligned: 0, forwarded: 0, failed: 0 }),
  }))
}
