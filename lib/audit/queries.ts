// The saved changes as a list and one by one, newest first. The key of the list is the chain's own number, so a page costs what its
// rows cost wherever it lies.
import * as z from 'zod'
import { unicodeAddress, unicodeDomain } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { scopeOf, seesAll } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countMax, type PageInput, pageInput, whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import type { Json } from './canonical-json'
import { type AuditFilter, auditFilter, type ChangeView } from './schema'

type Row = Prisma.ChangeGetPayload<object>
const cursorShape = z.templateLiteral([z.enum(['older', 'newer']), '.', z.string().regex(/^\d{1,18}$/)])

/** `narrowed` adds conditions of a caller that knows more than the chain does. */
export async function listChanges(
  actor: Actor,
  filter: AuditFilter = {},
  page: PageInput = {},
  narrowed: readonly Prisma.Sql[] = [],
): Promise<Page<ChangeView>> {
  requirePermission(actor, 'audit.read')
  const where = [...changesInScope(actor), ...conditions(filter), ...narrowed]
  const { limit, cursor } = parsePage(page)
  const backwards = cursor === 'last' || cursor?.way === 'newer'
  const edge = cursor === null || cursor === 'last' ? [] : [Prisma.sql`id ${Prisma.raw(backwards ? '>' : '<')} ${cursor.id}`]
  const rows = await db().$queryRaw<Row[]>`
    select * from "Change" ${whereSql([...where, ...edge])} order by id ${Prisma.raw(backwards ? 'asc' : 'desc')} limit ${limit + 1}::int`
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (backwards) shown.reverse()
  const [first, last] = [shown[0], shown.at(-1)]
  const hasOlder = backwards ? cursor !== 'last' : more
  const hasNewer = backwards ? more : cursor !== null
  return {
    rows: shown.map(changeViewOf),
    next: last && hasOlder ? `older.${last.id}` : null,
    previous: first && hasNewer ? `newer.${first.id}` : null,
    total: await countChanges(where),
  }
}

/** Throws not_found. */
export async function getChange(actor: Actor, revision: string): Promise<ChangeView> {
  requirePermission(actor, 'audit.read')
  const rows = /^\d{1,18}$/.test(revision)
    ? await db().$queryRaw<Row[]>`select * from "Change" ${whereSql([Prisma.sql`id = ${BigInt(revision)}`, ...changesInScope(actor)])}`
    : []
  const [row] = rows
  if (!row) throw new AppError('not_found', { subject: revision.slice(0, 20) })
  return changeViewOf(row)
}

/** Whoever may have saved something, by name. */
export async function listActors(actor: Actor): Promise<{ id: string; name: string }[]> {
  requirePermission(actor, 'audit.read')
  if (seesAll(actor)) return db().administrator.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' }, take: 200 })
  return db().$queryRaw`
    select a.id::text as id, a.name from "Administrator" a
    where exists (select 1 from "Change" ${whereSql([Prisma.sql`"actorId" = a.id::text`, ...changesInScope(actor)])})
    order by a.name limit 200`
}

/** Ids run without a gap, so the whole chain needs no counting. */
async function countChanges(where: readonly Prisma.Sql[]): Promise<Page<never>['total']> {
  const counted = where.length === 0 ? Prisma.sql`select coalesce(max(id), 0) as count from "Change"` : boundedCount(where)
  const [row] = await db().$queryRaw<{ count: bigint }[]>(counted)
  const count = Number(row?.count ?? 0)
  return where.length > 0 && count > countMax ? { count: countMax, exact: false } : { count, exact: true }
}

const boundedCount = (where: readonly Prisma.Sql[]): Prisma.Sql =>
  Prisma.sql`select count(*) as count from (select 1 from "Change" ${whereSql(where)} limit ${countMax + 1}::int) c`

/**
 * What happened in the actor's domains since they are here: a former domain of the same name was somebody else's. A grant to send as stands in
 * the sender's domain and names a mailbox: who may not see the one is not shown the other.
 */
function changesInScope(actor: Actor): Prisma.Sql[] {
  const scope = scopeOf(actor)
  if (scope === 'all') return []
  const names = Prisma.sql`any(${[...scope.names]}::text[])`
  return [
    Prisma.sql`"domainName" = ${names}`,
    Prisma.sql`exists (select 1 from "Domain" d where d.name = "domainName" and d.id = any(${[...scope.ids]}::uuid[]) and d."createdAt" <= at)`,
    Prisma.sql`("subjectKind" <> 'send-as' or split_part(coalesce("after"->>'mailbox', "before"->>'mailbox'), '@', 2) = ${names})`,
  ]
}

function conditions(filter: AuditFilter): Prisma.Sql[] {
  const wanted = requireValid(auditFilter, Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '')))
  const where: Prisma.Sql[] = []
  if (wanted.actor === 'system') where.push(Prisma.sql`"actorKind" = 'system'`)
  else if (wanted.actor) where.push(Prisma.sql`"actorId" = ${wanted.actor}`)
  if (wanted.subject) where.push(Prisma.sql`"subjectName" ilike ${`%${wanted.subject.replace(/[\\%_]/g, '\\$&')}%`}`)
  if (wanted.subjectKind) where.push(Prisma.sql`"subjectKind" = ${wanted.subjectKind}`)
  if (wanted.subjectId) where.push(Prisma.sql`"subjectId" = ${wanted.subjectId}`)
  if (wanted.domain) where.push(Prisma.sql`"domainName" = ${wanted.domain}`)
  if (wanted.host) where.push(Prisma.sql`"hostId" = ${wanted.host}::uuid`)
  if (wanted.action?.endsWith('.')) where.push(Prisma.sql`starts_with(action, ${wanted.action})`)
  else if (wanted.action) where.push(Prisma.sql`action = ${wanted.action}`)
  if (wanted.from) where.push(Prisma.sql`at >= ${new Date(wanted.from)}`)
  if (wanted.until) where.push(Prisma.sql`at < ${endOf(wanted.until)}`)
  return where
}

const dayMs = 86_400_000

function endOf(moment: string): Date {
  const instant = new Date(moment)
  return moment.length === 10 ? new Date(instant.getTime() + dayMs) : instant
}

function parsePage(page: PageInput): { limit: number; cursor: { way: string; id: bigint } | 'last' | null } {
  const parsed = pageInput.safeParse(page)
  if (!parsed.success) throw new AppError('invalid_request', { subject: 'cursor' })
  const { limit, cursor: text } = parsed.data
  if (text === undefined || text === '') return { limit, cursor: null }
  if (text === 'last') return { limit, cursor: 'last' }
  const cursor = cursorShape.safeParse(text)
  if (!cursor.success) throw new AppError('invalid_request', { subject: 'cursor' })
  const [way = '', id = '0'] = cursor.data.split('.')
  return { limit, cursor: { way, id: BigInt(id) } }
}

const changeViewOf = ({ id, at, prevHash: _, before, after, ...row }: Row): ChangeView => ({
  ...row,
  revision: id.toString(),
  subjectUnicodeName: unicodeAddress(row.subjectName),
  domainUnicodeName: row.domainName === null ? null : unicodeDomain(row.domainName),
  at: at.toISOString(),
  before: before as Json,
  after: after as Json,
})
