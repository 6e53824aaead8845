// Substring search over rows that have a trigram index on one lower-case expression. Words are ANDed. A word of fewer than three
// characters has no trigram, so it matches the front of the address instead, by the address's own index.
// How many rows match decides the plan: few are found by trigrams and sorted; many are met soon enough in the order of the list.

import { Prisma } from './generated/client'
import { countMax, type List, type Reader, whereSql } from './keyset'

export type Searchable = { expression: Prisma.Sql; front: Prisma.Sql }

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** No condition for an empty search. NUL never matches anything and Postgres refuses it, so it is dropped. */
export function searchConditions(search: string | undefined, { expression, front }: Searchable): Prisma.Sql[] {
  const words = (search ?? '')
    .normalize('NFC')
    .replaceAll('\0', '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5)
  return words.map((word) => {
    const pattern = escapeLike(word.slice(0, 200))
    return [...word].length < 3 ? Prisma.sql`${front} like ${`${pattern}%`}` : Prisma.sql`${expression} like ${`%${pattern}%`}`
  })
}

/** One search, said twice: as a condition for rows met in order, and as ways to find the rows, each by an index of its own. */
export type Search = { condition: Prisma.Sql; ways: readonly { from: Prisma.Sql; where: readonly Prisma.Sql[] }[] }

/** The search of a table that has all its text in one expression; null when there is nothing to search for. */
export function searchOf(search: string | undefined, searchable: Searchable, from: Prisma.Sql): Search | null {
  const conditions = searchConditions(search, searchable)
  return conditions.length === 0 ? null : { condition: Prisma.join(conditions, ' and '), ways: [{ from, where: conditions }] }
}

/** Both at once, where no plan is to be chosen: for a change or a file of all that match. */
export const everyCondition = ({ plain, search }: { plain: Prisma.Sql[]; search: Search | null }): Prisma.Sql[] =>
  search ? [...plain, search.condition] : plain

export type Narrowed = { list: List; total: { count: number; exact: boolean } }

/** The list with its search applied, and how many rows it has. */
export async function narrow(reader: Reader, list: List, { condition, ways }: Search): Promise<Narrowed> {
  const found = ways.map(
    ({ from, where }) =>
      Prisma.sql`(select ${list.id}::text as id from ${from} ${whereSql([...list.where, ...where])} limit ${countMax + 1}::int)`,
  )
  const hits = await reader.$queryRaw<{ id: string }[]>`select id from (${Prisma.join(found, ' union ')}) h limit ${countMax + 1}::int`
  if (hits.length > countMax) return { list: { ...list, where: [...list.where, condition] }, total: { count: countMax, exact: false } }
  const ids = hits.map((hit) => hit.id)
  return { list: { ...list, where: [Prisma.sql`${list.id} = any(${ids}::uuid[])`] }, total: { count: ids.length, exact: true } }
}
