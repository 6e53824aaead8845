// Lines of the hosts' logs as they were written, newest first, and what is known about their reading. Looked through from the newest back, so
// much at a time: the page says how far it looked, and goes on from there.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import { logPlaces } from '#lib/protocol/log-lines'
import { isTimeId, timeOfId } from '#lib/traces/time-id'
import { badKinds, type KeptLine, lineView, warnKinds } from './line-view'
import { type LogFilter, type LogLineView, logFilter, type ProgramView, type ReadingView } from './schema'

/** Lines that one question looks through. */
const lookedAt = 50_000
const linesShown = 100
const programDays = 7

export type LogPage = { rows: LogLineView[]; next: string | null /** Back to when it was looked. */; back: string | null }

export async function listLogLines(actor: Actor, filter: LogFilter = {}, cursor?: string, limit = linesShown): Promise<LogPage> {
  requirePermission(actor, 'log.read')
  const { search, program, host, tone } = logFilter.parse(filter)
  if (cursor !== undefined && cursor !== '' && !isTimeId(cursor)) throw new AppError('invalid_request', { subject: 'cursor' })
  const hostRow = host ? await db().host.findUnique({ where: { name: host }, select: { id: true } }) : null
  if (host && !hostRow) return { rows: [], next: null, back: null }
  const kinds = tone === 'unknown' ? ['unknown'] : tone === 'bad' ? badKinds : tone === 'warn' ? warnKinds : null
  const near = [...(cursor ? [Prisma.sql`id < ${cursor}::uuid`] : []), ...(hostRow ? [Prisma.sql`"hostId" = ${hostRow.id}::uuid`] : [])]
  const wanted = [
    ...(program ? [Prisma.sql`l.program = ${program}`] : []),
    ...(kinds ? [Prisma.sql`l.kind = any(${kinds}::text[])`] : []),
    ...(search ? [Prisma.sql`position(lower(${search}) in lower(l.raw)) > 0`] : []),
  ]
  const rows = await db().$queryRaw<(KeptLine & { edge: string | null })[]>`
    with near as materialized (select id, "hostId", program, kind, raw from "LogLine" ${whereSql(near)} order by id desc limit ${lookedAt}::int),
      edge as (select case when count(*) = ${lookedAt}::int then (array_agg(id order by id))[1]::text end as edge from near)
    select l.id::text as id, coalesce(h.name, '') as host, l.program, l.kind, l.raw, e.edge
    from edge e left join lateral (select * from near l ${whereSql(wanted)} order by l.id desc limit ${limit + 1}::int) l on true
      left join "Host" h on h.id = l."hostId" order by l.id desc`
  const edge = rows[0]?.edge ?? null
  const found = rows.filter(({ id }) => id !== null).slice(0, limit)
  const more = rows.length > limit
  const shown = found.map(lineView).filter((line) => !tone || tone === 'unknown' || line.tone === tone)
  const next = more ? (found.at(-1)?.id ?? null) : edge
  return { rows: shown, next, back: next && new Date(timeOfId(next)).toISOString() }
}

/** Those of a story, in the order of time; the ones that are kept no longer are left out. */
export async function linesById(ids: readonly string[]): Promise<LogLineView[]> {
  if (ids.length === 0) return []
  const rows = await db().$queryRaw<KeptLine[]>`
    select l.id::text as id, coalesce(h.name, '') as host, l.program, l.kind, l.raw
    from "LogLine" l left join "Host" h on h.id = l."hostId" where l.id = any(${[...ids]}::uuid[]) order by l.id`
  return rows.map(lineView)
}

/** The newest line, to see whether there is another. */
export async function newestLine(actor: Actor): Promise<string | null> {
  requirePermission(actor, 'log.read')
  const [row] = await db().$queryRaw<{ id: string }[]>`select id::text as id from "LogLine" order by id desc limit 1`
  return row?.id ?? null
}

/** Of the last days, those with the most unknown lines first. */
export async function listPrograms(actor: Actor): Promise<ProgramView[]> {
  requirePermission(actor, 'log.read')
  const rows = await db().$queryRaw<ProgramView[]>`
    select h.name as host, p.program, sum(p.lines)::float8 as lines, sum(p.unknown)::float8 as unknown
    from "ProgramCount" p join "Host" h on h.id = p."hostId"
    where p.day >= current_date - ${programDays}::int group by h.name, p.program order by 4 desc, 3 desc limit 200`
  return rows
}

export async function listReadings(actor: Actor): Promise<ReadingView[]> {
  requirePermission(actor, 'log.read')
  const rows = await db().logReading.findMany({ include: { host: { select: { name: true } } }, orderBy: { host: { name: 'asc' } } })
  return rows.map((row) => ({
    host: row.host.name,
    readAt: row.readAt?.toISOString() ?? null,
    lineAt: row.lineAt?.toISOString() ?? null,
    lines: Number(row.lines),
    gapAt: row.gapAt?.toISOString() ?? null,
    gapSource: row.gapSource,
    sources: Object.keys(logPlaces.parse(row.places)),
  }))
}
