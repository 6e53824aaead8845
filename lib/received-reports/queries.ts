// Reports one by one. Those of a domain are seen by whom the domain was given to; what was refused and belongs to none, by those who see all domains.
import 'server-only'
import { gunzipSync } from 'node:zlib'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idsInScope, inScope, seesAll } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type ReportDetailView, type ReportFilter, type ReportView, reportFilter } from './schema'
import { detailViewOf, type LineRow, reportInclude, reportViewOf } from './view'

/** Records that are shown of one report; the original has them all. */
export const recordsShown = 500

/** Newest first. */
export async function listReports(actor: Actor, filter: ReportFilter = {}, page: PageInput = {}): Promise<Page<ReportView>> {
  requirePermission(actor, 'report.read')
  const { domain, kind, state, search } = requireValid(reportFilter, filter)
  const where: Prisma.Sql[] = [...idsInScope(actor, Prisma.sql`r."domainId"`)]
  if (state) where.push(state === 'taken' ? Prisma.sql`r.refusal is null` : Prisma.sql`r.refusal is not null`)
  if (kind) where.push(Prisma.sql`r.kind = ${kind}`)
  if (domain) where.push(Prisma.sql`r."domainId" = (select d.id from "Domain" d where d.name = ${domain})`)
  if (search) {
    const text = search.toLowerCase().replaceAll('\0', '')
    where.push(
      Prisma.sql`(position(${text} in lower(r.organisation)) > 0 or position(${text} in lower(r."reportId")) > 0 or position(${text} in lower(r."domainName")) > 0)`,
    )
  }
  const sort = { name: 'received', expression: Prisma.sql`r."receivedAt"`, cast: 'timestamptz' } as const
  const list: List = { from: Prisma.sql`"ReceivedReport" r`, id: Prisma.sql`r.id`, where, sort, descending: true }
  const total = await countUpTo(db(), list)
  const { ids, next, previous } = await pageOfIds(db(), list, page)
  const rows = await db().receivedReport.findMany({ where: { id: { in: ids } }, include: reportInclude })
  const byId = new Map(rows.map((row) => [row.id, reportViewOf(row)]))
  return { rows: ids.map((id) => byId.get(id)).filter((view) => view !== undefined), next, previous, total }
}

export async function getReport(actor: Actor, id: string): Promise<ReportDetailView> {
  await requireReport(actor, id)
  const row = await db().receivedReport.findUnique({
    where: { id },
    include: {
      ...reportInclude,
      tlsResults: { orderBy: { position: 'asc' }, take: recordsShown },
      tlsFailures: { orderBy: { count: 'desc' }, take: recordsShown },
    },
  })
  if (!row) throw new AppError('not_found', { subject: id })
  const lines = await linesOf(id)
  const sources = await db().reportSource.findMany({ where: { ip: { in: [...new Set(lines.map(({ sourceIp }) => sourceIp))] } } })
  return detailViewOf(row, lines, new Map(sources.map((source) => [source.ip, source])))
}

/** Those with the most messages. */
const linesOf = (id: string): Promise<LineRow[]> =>
  db().$queryRaw<LineRow[]>`
    select t.*, g.disposition, g.dkim, g.spf, g.forwarded, g."otherDomain", g.details -> t.place as details from (
      select l.position as "group", s.ip as "sourceIp", s.count::float8 as count, (s.place - 1)::int as place
      from "ReportGroup" l, unnest(l."sourceIps", l.counts) with ordinality as s(ip, count, place)
      where l."reportId" = ${id}::uuid order by s.count desc, 1, 4 limit ${recordsShown}) t
    join "ReportGroup" g on g."reportId" = ${id}::uuid and g.position = t."group" order by t.count desc, t."group", t.place`

/** The file or mail as it came. There may be reports of other domains in it: then it is for those who see them too. */
export async function getOriginal(actor: Actor, id: string): Promise<{ content: Buffer; fileName: string }> {
  await requireReport(actor, id)
  const report = await db().receivedReport.findUniqueOrThrow({
    where: { id },
    select: { original: { include: { reports: { select: { domainId: true } } } } },
  })
  const { content, packed, fileName, reports } = report.original
  const isForeign = (domainId: string | null): boolean => (domainId === null ? !seesAll(actor) : !inScope(actor, { id: domainId }))
  if (reports.some(({ domainId }) => isForeign(domainId))) throw new AppError('not_found', { subject: id })
  return { content: packed ? gunzipSync(content) : Buffer.from(content), fileName }
}

async function requireReport(actor: Actor, id: string): Promise<void> {
  requirePermission(actor, 'report.read')
  const row = isUuid(id) ? await db().receivedReport.findUnique({ where: { id }, select: { domainId: true } }) : null
  const isSeen = row !== null && (row.domainId === null ? seesAll(actor) : inScope(actor, { id: row.domainId }))
  if (!isSeen) throw new AppError('not_found', { subject: id.slice(0, 40) })
}
