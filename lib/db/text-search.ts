// Substring search over rows that have a trigram index on one lower-case expression. Words are ANDed. A word of fewer than three
// characters has no trigram, so it matches the front of the address instead, by the address's own index.
// How many rows match decides the plan: few are found by trigrams and sorted; many are met soon enough in the order of the list.

import type { Page } from '#lib/outcome'
import { Prisma } from './generated/client'
import { countMax, type List, type PageInput, pageOfIds, type Reader, type Search, whereSql } from './keyset'

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

/** The search of a table that has all its text in one expression; null when there is nothing to search for. */
export function searchOf(search: string | undefined, searchable: Searchable, from: Prisma.Sql): Search | null {
  const conditions = searchConditions(search, searchable)
  return conditions.length === 0 ? null : { condition: Prisma.join(conditions, ' and '), ways: [{ from, where: conditions }] }
}

/** Both at once, where no plan is to be chosen: for a change or a file of all that match. */
export const everyCondition = ({ plain, search }: { plain: Prisma.Sql[]; search: Search | null }): Prisma.Sql[] =>
  search ? [...plain, search.condition] : plain

type Total = Page<never>['total']

/** One page of a list, searched or not. `totalOf` counts what is not searched; `rowsOf` reads what is shown, in the order of the ids. */
export async function searchedPage<T>(
  reader: Reader,
  { list, search, page }: { list: List; search: Search | null; page: PageInput },
  { totalOf, rowsOf }: { totalOf: () => Promise<Total>; rowsOf: (ids: readonly string[]) => Promise<T[]> },
): Promise<Page<T>> {
  const narrowed = search ? await narrow(reader, list, search) : { list, total: totalOf() }
  const [{ ids, next, previous }, total] = await Promise.all([pageOfIds(reader, narrowed.list, page), narrowed.total])
  return { rows: await rowsOf(ids), next, previous, total }
}

/** The list with its search applied, and how many rows it has. */
async function narrow(reader: Reader, list: List, search: Search): Promise<{ list: List; total: Total }> {
  const most = Prisma.sql`limit ${countMax + 1}::int`
  // Materialized: planned as if all of it were wanted, so by the index of the search, but read only as far as the limit.
  const ways = search.ways.map(
    ({
      from,
      where,
    }) => Prisma.sql`(with way as materialized (select ${list.id}::text as id from ${from} ${whereSql([...list.where, ...where])})
      select id from way ${most})`,
  )
  const [hits] = await reader.$queryRaw<{ ids: string[] | null }[]>`
    select case when count(*) <= ${countMax}::int then coalesce(array_agg(id), '{}') end as ids
    from (select id from (${Prisma.join(ways, ' union ')}) u ${most}) h`
  const ids = hits?.ids ?? null
  if (ids === null) return { list: { ...list, search }, total: { count: countMax, exact: false } }
  return { list: { ...list, where: [Prisma.sql`${list.id} = any(${ids}::uuid[])`] }, total: { count: ids.length, exact: true } }
}
