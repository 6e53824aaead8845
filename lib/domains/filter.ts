// A filter of domains as conditions of SQL over "Domain" d: the same for a list and for "all that match".

import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { Prisma } from '#lib/db/generated/client'
import type { Reader, Search } from '#lib/db/keyset'
import { searchOf } from '#lib/db/text-search'
import type { domainFilter } from './schema'

export const domainFrom = Prisma.sql`"Domain" d`
export const domainId = Prisma.sql`d.id`

const searchable = {
  expression: Prisma.sql`lower((d.name || ' ' || d."unicodeName" || ' ' || d.note) collate "default")`,
  front: Prisma.sql`d.name`,
}

type Filter = Partial<Omit<z.output<typeof domainFilter>, 'sort' | 'descending'>>

/** `plain` go with any plan; `search` wants to be narrowed first. */
export async function domainConditions(
  actor: Actor,
  _reader: Reader,
  filter: Filter,
): Promise<{ plain: Prisma.Sql[]; search: Search | null }> {
  const plain = idsInScope(actor, Prisma.sql`d.id`)
  if (filter.kind) plain.push(Prisma.sql`d.kind = ${filter.kind}::"DomainKind"`)
  if (filter.enabled !== undefined) plain.push(filter.enabled ? Prisma.sql`d.enabled` : Prisma.sql`not d.enabled`)
  if (filter.host) {
    plain.push(Prisma.sql`d."hostId" in (select h.id from "Host" h where h.name = ${filter.host} or h.id::text = ${filter.host})`)
  }
  if (filter.hasCatchAll !== undefined) {
    const exists = Prisma.sql`exists (select 1 from "AddressClaim" c where c.address = '@' || d.name)`
    plain.push(filter.hasCatchAll ? exists : Prisma.sql`not ${exists}`)
  }
  return { plain, search: searchOf(filter.search, searchable, domainFrom) }
}
