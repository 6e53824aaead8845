// A filter of mailboxes as conditions of SQL over "Mailbox" m: the same for a list, for "all that match" and for a CSV file.

import type * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { idsInScope } from '#lib/auth/scope'
import { Prisma } from '#lib/db/generated/client'
import type { Reader, Search } from '#lib/db/keyset'
import { searchOf } from '#lib/db/text-search'
import type { mailboxFilter } from './schema'

export const mailboxFrom = Prisma.sql`"Mailbox" m`
export const mailboxId = Prisma.sql`m.id`

const searchable = {
  expression: Prisma.sql`lower((m.address || ' ' || m."displayName" || ' ' || m.note) collate "default")`,
  front: Prisma.sql`m.address`,
}

type Filter = Partial<Omit<z.output<typeof mailboxFilter>, 'sort' | 'descending'>>

/** `plain` go with any plan; `search` wants to be narrowed first. */
export async function mailboxConditions(
  actor: Actor,
  reader: Reader,
  filter: Filter,
): Promise<{ plain: Prisma.Sql[]; search: Search | null }> {
  const plain = idsInScope(actor, Prisma.sql`m."domainId"`)
  if (filter.domain) plain.push(await inDomain(reader, filter.domain))
  if (filter.enabled !== undefined) plain.push(filter.enabled ? Prisma.sql`m.enabled` : Prisma.sql`not m.enabled`)
  // The first condition is that of the partial index.
  if (filter.protocolOff) {
    plain.push(Prisma.sql`not (m.imap and m.pop3 and m.submission and m.sieve)`, Prisma.sql`not ${Prisma.raw(`m."${filter.protocolOff}"`)}`)
  }
  if (filter.forwarding !== undefined) {
    const forwards = Prisma.sql`exists (select 1 from "MailboxForward" f where f."mailboxId" = m.id)`
    plain.push(filter.forwarding ? forwards : Prisma.sql`not ${forwards}`)
  }
  return { plain, search: withTag(filter.tag, searchOf(filter.search, searchable, mailboxFrom)) }
}

/** A tag is found like a word: few mailboxes have it, and its index knows no order. */
function withTag(tag: string | undefined, search: Search | null): Search | null {
  if (!tag) return search
  const tagged = Prisma.sql`m.tags @> array[${tag}]::text[]`
  if (!search) return { condition: tagged, ways: [{ from: mailboxFrom, where: [tagged] }] }
  return {
    condition: Prisma.sql`${search.condition} and ${tagged}`,
    ways: search.ways.map((way) => ({ ...way, where: [...way.where, tagged] })),
  }
}

/** By the id, so that the planner knows how many rows that is. */
async function inDomain(reader: Reader, name: string): Promise<Prisma.Sql> {
  const [row] = await reader.$queryRaw<{ id: string }[]>`select id::text as id from "Domain" where name = ${name}`
  return row ? Prisma.sql`m."domainId" = ${row.id}::uuid` : Prisma.sql`false`
}
