// A filter of aliases as conditions of SQL over "Alias" a: the same for a list, for "all that match" and for a CSV file.

import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { Prisma } from '#lib/db/generated/client'
import type { Reader, Search } from '#lib/db/keyset'
import { searchConditions } from '#lib/db/text-search'
import type { aliasFilter } from './schema'

export const aliasFrom = Prisma.sql`"Alias" a`
export const aliasId = Prisma.sql`a.id`

const searchable = { expression: Prisma.sql`lower((a.address || ' ' || a.note) collate "default")`, front: Prisma.sql`a.address` }

type Filter = Partial<Omit<z.output<typeof aliasFilter>, 'sort' | 'descending'>>

/** `plain` go with any plan; `search` wants to be narrowed first. */
export async function aliasConditions(
  actor: Actor,
  reader: Reader,
  filter: Filter,
): Promise<{ plain: Prisma.Sql[]; search: Search | null }> {
  const plain = idsInScope(actor, Prisma.sql`a."domainId"`)
  if (filter.domain) {
    const [row] = await reader.$queryRaw<{ id: string }[]>`select id::text as id from "Domain" where name = ${filter.domain}`
    plain.push(row ? Prisma.sql`a."domainId" = ${row.id}::uuid` : Prisma.sql`false`)
  }
  if (filter.enabled !== undefined) plain.push(filter.enabled ? Prisma.sql`a.enabled` : Prisma.sql`not a.enabled`)
  if (filter.catchAll !== undefined) plain.push(filter.catchAll ? Prisma.sql`a."localPart" = ''` : Prisma.sql`a."localPart" <> ''`)
  if (filter.expired !== undefined) {
    plain.push(filter.expired ? Prisma.sql`a."expiresAt" <= now()` : Prisma.sql`(a."expiresAt" is null or a."expiresAt" > now())`)
  }
  if (filter.own !== undefined) plain.push(filter.own ? Prisma.sql`a."ownerId" is not null` : Prisma.sql`a."ownerId" is null`)
  if (filter.owner !== undefined) {
    const mailbox = isUuid(filter.owner)
      ? Prisma.sql`${filter.owner}::uuid`
      : Prisma.sql`(select b.id from "Mailbox" b where b.address = ${filter.owner.toLowerCase()})`
    plain.push(Prisma.sql`a."ownerId" = ${mailbox}`)
  }
  if (filter.destination) {
    plain.push(Prisma.sql`a.id in (select d."aliasId" from "AliasDestination" d where d.destination = ${filter.destination})`)
  }
  return { plain, search: withDestinations(filter.search) }
}

/** People look for an alias by where it points as often as by its name: all words in the one, or all in one destination. */
function withDestinations(search: string | undefined): Search | null {
  const own = searchConditions(search, searchable)
  if (own.length === 0) return null
  const pointing = searchConditions(search, { expression: Prisma.sql`lower(d.destination)`, front: Prisma.sql`d.destination` })
  const [all, allPointing] = [Prisma.join(own, ' and '), Prisma.join(pointing, ' and ')]
  return {
    condition: Prisma.sql`(${all} or exists (select 1 from "AliasDestination" d where d."aliasId" = a.id and ${allPointing}))`,
    ways: [
      { from: aliasFrom, where: own },
      { from: Prisma.sql`"AliasDestination" d join "Alias" a on a.id = d."aliasId"`, where: pointing },
    ],
  }
}
