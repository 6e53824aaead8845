import { unicodeAddress } from '#lib/addresses/parse-domain'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { scopeOf } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, pageOfIds, type Reader, whereSql } from '#lib/db/keyset'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { type ArchivedView, type ArchiveFilter, archiveFilter, archiveState } from './schema'

export const archiveInclude = { host: { select: { id: true, name: true } } } as const
type ArchiveRow = Prisma.ArchivedMailboxGetPayload<{ include: typeof archiveInclude; omit: { snapshot: true } }>

export function archivedViewOf(row: ArchiveRow): ArchivedView {
  const { id, address, domainName, host, messages, errorCode } = row
  return {
    id,
    address,
    unicodeAddress: unicodeAddress(address),
    domainName,
    host,
    bytes: row.bytes === null ? null : Number(row.bytes),
    messages,
    state: archiveState.parse(row.state),
    errorCode,
    deletedAt: row.deletedAt.toISOString(),
    purgeAfter: row.purgeAfter.toISOString(),
    restoredAt: row.restoredAt?.toISOString() ?? null,
  }
}

/** Latest first. What was restored or purged is shown only when asked for by its state. */
export async function listArchived(actor: Actor, filter: ArchiveFilter = {}, page: PageInput = {}): Promise<Page<ArchivedView>> {
  requirePermission(actor, 'archive.read')
  const { search, domain, state } = requireValid(archiveFilter, filter)
  const where: Prisma.Sql[] = [state ? Prisma.sql`r.state = ${state}` : Prisma.sql`r.state not in ('restored', 'purged')`]
  where.push(...archivesInScope(actor))
  if (domain) where.push(Prisma.sql`r."domainName" = ${domain}`)
  if (search) where.push(Prisma.sql`position(${search.toLowerCase().replaceAll('\0', '')} in r.address) > 0`)
  const sort = { name: 'deleted', expression: Prisma.sql`r."deletedAt"`, cast: 'timestamptz' } as const
  const list: List = { from: Prisma.sql`"ArchivedMailbox" r`, id: Prisma.sql`r.id`, where, sort, descending: true }
  const total = await countUpTo(db(), list)
  const { ids, next, previous } = await pageOfIds(db(), list, page)
  const rows = await db().archivedMailbox.findMany({ where: { id: { in: ids } }, include: archiveInclude })
  const byId = new Map(rows.map((row) => [row.id, archivedViewOf(row)]))
  return { rows: ids.map((id) => byId.get(id)).filter((view) => view !== undefined), next, previous, total }
}

export async function getArchived(actor: Actor, id: string): Promise<ArchivedView> {
  requirePermission(actor, 'archive.read')
  const row = isUuid(id) ? await db().archivedMailbox.findUnique({ where: { id }, include: archiveInclude }) : null
  if (!row || !(await isArchiveInScope(actor, id))) throw new AppError('not_found', { subject: id.slice(0, 40) })
  return archivedViewOf(row)
}

/** Mail of a former domain is not theirs who were given a new one of the same name. */
function archivesInScope(actor: Actor): Prisma.Sql[] {
  const scope = scopeOf(actor)
  if (scope === 'all') return []
  return [
    Prisma.sql`exists (select 1 from "Domain" d where d.name = r."domainName" and d.id = any(${[...scope.ids]}::uuid[]) and d."createdAt" <= r."deletedAt")`,
  ]
}

export async function isArchiveInScope(actor: Actor, id: string, reader: Reader = db()): Promise<boolean> {
  const rows = await reader.$queryRaw<unknown[]>`
    select 1 from "ArchivedMailbox" r ${whereSql([Prisma.sql`r.id = ${id}::uuid`, ...archivesInScope(actor)])}`
  return rows.length > 0
}
