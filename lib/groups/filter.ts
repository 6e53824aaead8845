// A filter of groups as conditions of SQL over "Group" g: the same for a list, for "all that match" and for a CSV file.

import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { Prisma } from '#lib/db/generated/client'
import type { Reader, Search } from '#lib/db/keyset'
import { searchOf } from '#lib/db/text-search'
import type { groupFilter } from './schema'

export const groupFrom = Prisma.sql`"Group" g`
export const groupId = Prisma.sql`g.id`

const searchable = {
  expression: Prisma.sql`lower((g.address || ' ' || g.name || ' ' || g.note) collate "default")`,
  front: Prisma.sql`g.address`,
}

type Filter = Partial<Omit<z.output<typeof groupFilter>, 'sort' | 'descending'>>

/** `plain` go with any plan; `search` wants to be narrowed first. */
export async function groupConditions(
  actor: Actor,
  reader: Reader,
  filter: Filter,
): Promise<{ plain: Prisma.Sql[]; search: Search | null }> {
  const plain = idsInScope(actor, Prisma.sql`g."domainId"`)
  if (filter.domain) {
    const [row] = await reader.$queryRaw<{ id: string }[]>`select id::text as id from "Domain" where name = ${filter.domain}`
    plain.push(row ? Prisma.sql`g."domainId" = ${row.id}::uuid` : Prisma.sql`false`)
  }
  if (filter.enabled !== undefined) plain.push(filter.enabled ? Prisma.sql`g.enabled` : Prisma.sql`not g.enabled`)
  if (filter.whoMayPost) plain.push(Prisma.sql`g."whoMayPost" = ${filter.whoMayPost}::"WhoMayPost"`)
  if (filter.member) plain.push(Prisma.sql`g.id in (select m."groupId" from "GroupMember" m where m.address = ${filter.member})`)
  return { plain, search: searchOf(filter.search, searchable, groupFrom) }
}
