import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { countUpTo, type List, type PageInput, type SortKey } from '#lib/db/keyset'
import { searchedPage } from '#lib/db/text-search'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { groupConditions, groupFrom, groupId } from './filter'
import { type GroupFilter, type GroupView, groupFilter, type groupSorts } from './schema'
import { groupInclude, groupIncludeInList, groupViewOf } from './view'

const sorts: Record<(typeof groupSorts)[number], SortKey> = {
  address: { name: 'address', expression: Prisma.sql`g.address`, cast: 'text', unique: true },
  created: { name: 'created', expression: Prisma.sql`g."createdAt"`, cast: 'timestamptz' },
}

export async function listGroups(actor: Actor, filter: GroupFilter = {}, page: PageInput = {}): Promise<Page<GroupView>> {
  requirePermission(actor, 'group.read')
  const wanted = requireValid(groupFilter, filter)
  const { plain, search } = await groupConditions(actor, db(), wanted)
  const list: List = { from: groupFrom, id: groupId, where: plain, sort: sorts[wanted.sort], descending: wanted.descending }
  return searchedPage(db(), { list, search, page }, { totalOf: () => countUpTo(db(), list), rowsOf: groupsById })
}

/** In the order given. */
async function groupsById(ids: readonly string[]): Promise<GroupView[]> {
  const rows = await db().group.findMany({ where: { id: { in: [...ids] } }, include: groupIncludeInList })
  const byId = new Map(rows.map((row) => [row.id, groupViewOf(row)]))
  return ids.map((id) => byId.get(id)).filter((view) => view !== undefined)
}

/** By id or by address, with all its members. Throws not_found. */
export async function getGroup(actor: Actor, idOrAddress: string): Promise<GroupView> {
  requirePermission(actor, 'group.read')
  const where = isUuid(idOrAddress) ? { id: idOrAddress } : { address: idOrAddress.toLowerCase() }
  const row = await db().group.findUnique({ where: { ...where, domainId: idFilter(actor) }, include: groupInclude })
  if (!row) throw new AppError('not_found', { subject: idOrAddress.slice(0, 254) })
  return groupViewOf(row)
}
