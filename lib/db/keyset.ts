// Pages of lists by keyset, both ways: a page costs what its rows cost, at the end of 100,000 rows as at the start. A list says which
// columns order it; the cursor carries the key of the row at the edge. Cursors are opaque to clients and checked here.
import * as z from 'zod'
import { AppError } from '#lib/errors'
import type { Page } from '#lib/outcome'
import type { Tx } from './client'
import { Prisma } from './generated/client'

/** `cursor` absent: the first page; "last": the last one; else `next` or `previous` of a page. */
export const pageInput = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageInput = z.input<typeof pageInput>

export type SortKey = {
  name: string
  expression: Prisma.Sql
  cast: 'text' | 'timestamptz' | 'bigint' | 'integer'
  /** No two rows share it, so the id is not needed to tell them apart. */
  unique?: boolean
}

export type List = {
  from: Prisma.Sql
  id: Prisma.Sql
  where: readonly Prisma.Sql[]
  sort: SortKey
  descending: boolean
  /** For a list of the very many rows that a search finds. */
  search?: Search
}

/** One search, said twice: as a condition for rows met in order, and as ways to find the rows, each by an index of its own. */
export type Search = { condition: Prisma.Sql; ways: readonly { from: Prisma.Sql; where: readonly Prisma.Sql[] }[] }

export type Reader = Pick<Tx, '$queryRaw'>

/** Beyond this many rows a filtered list says "more than": counting them all would cost more than the page. */
export const countMax = 1000

const cursorShape = z.tuple([z.string().max(20), z.boolean(), z.enum(['after', 'before']), z.string(), z.uuid()])
type Cursor = { way: 'after' | 'before'; key: string; id: string }

/** Ids of one page, in order, and the cursors to its neighbours. */
export async function pageOfIds(
  reader: Reader,
  list: List,
  input: PageInput,
): Promise<{ ids: string[]; next: string | null; previous: string | null }> {
  const parsed = pageInput.safeParse(input)
  if (!parsed.success) throw new AppError('invalid_request', { subject: 'cursor' })
  const { limit, cursor: text } = parsed.data
  const fromEnd = text === 'last'
  const cursor = text === undefined || text === '' || fromEnd ? null : readCursor(text, list)
  const backwards = fromEnd || cursor?.way === 'before'
  const rows = await readRows(reader, list, cursor, backwards, limit + 1)
  const more = rows.length > limit
  const page = rows.slice(0, limit)
  if (backwards) page.reverse()
  const [first, last] = [page[0], page.at(-1)]
  const hasNext = backwards ? !fromEnd : more
  const hasPrevious = backwards ? more : cursor !== null
  return {
    ids: page.map((row) => row.id),
    next: last && hasNext ? writeCursor(list, { way: 'after', ...last }) : null,
    previous: first && hasPrevious ? writeCursor(list, { way: 'before', ...first }) : null,
  }
}

/** A page of a search is looked for among this many rows before all that the search finds are gathered and sorted. */
const nearRows = 2000

async function readRows(
  reader: Reader,
  list: List,
  cursor: Cursor | null,
  backwards: boolean,
  limit: number,
): Promise<{ id: string; key: string }[]> {
  const { expression, cast, unique } = list.sort
  const downwards = list.descending !== backwards
  const direction = Prisma.raw(downwards ? 'desc' : 'asc')
  const beyond = Prisma.raw(downwards ? '<' : '>')
  const where = [...list.where]
  if (cursor) {
    const key = Prisma.sql`${cursor.key}::text::${Prisma.raw(cast)}`
    where.push(
      unique ? Prisma.sql`${expression} ${beyond} ${key}` : Prisma.sql`(${expression}, ${list.id}) ${beyond} (${key}, ${cursor.id}::uuid)`,
    )
  }
  const orderBy = (first: Prisma.Sql, id: Prisma.Sql) =>
    unique ? Prisma.sql`order by ${first} ${direction}` : Prisma.sql`order by ${first} ${direction}, ${id} ${direction}`
  const columns = Prisma.sql`${list.id}::text as id, ${expression}::text as key`
  const inOrder = Prisma.sql`from ${list.from} ${whereSql(where)} ${orderBy(expression, list.id)}`
  if (!list.search) return reader.$queryRaw`select ${columns} ${inOrder} limit ${limit}::int`

  // The planner takes what is found to be spread evenly, and would walk through the whole list when all of it stands at the end.
  const { condition, ways } = list.search
  const near = await reader.$queryRaw<{ id: string; key: string }[]>`
    select id, key from (select ${columns}, ${condition} as found ${inOrder} limit ${nearRows}::int) near where found limit ${limit}::int`
  if (near.length === limit) return near
  // `offset 0` keeps the planner from walking after all.
  const firstOf = ways.map(
    (
      way,
    ) => Prisma.sql`(select * from (select ${list.id} as id, ${expression} as key from ${way.from} ${whereSql([...where, ...way.where])} offset 0) w
      ${orderBy(Prisma.sql`w.key`, Prisma.sql`w.id`)} limit ${limit}::int)`,
  )
  return reader.$queryRaw`
    select f.id::text as id, f.key::text as key from (${Prisma.join(firstOf, ' union ')}) f
    ${orderBy(Prisma.sql`f.key`, Prisma.sql`f.id`)} limit ${limit}::int`
}

/** All ids of a list in its order, in parts: for files that are written as they are read. */
export async function* idsInParts(reader: Reader, list: List, size = 1000): AsyncGenerator<string[]> {
  let cursor: Cursor | null = null
  for (;;) {
    const rows: { id: string; key: string }[] = await readRows(reader, list, cursor, false, size)
    if (rows.length > 0) yield rows.map((row) => row.id)
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    cursor = { way: 'after', ...last }
  }
}

/** How many rows match, up to countMax. */
export async function countUpTo(reader: Reader, list: Pick<List, 'from' | 'where'>): Promise<Page<never>['total']> {
  const [row] = await reader.$queryRaw<{ count: bigint }[]>`
    select count(*) as count from (select 1 from ${list.from} ${whereSql(list.where)} limit ${countMax + 1}::int) c`
  const count = Number(row?.count ?? 0)
  return count > countMax ? { count: countMax, exact: false } : { count, exact: true }
}

/** To go on after a condition. */
export const andSql = (where: readonly Prisma.Sql[]): Prisma.Sql => Prisma.join([Prisma.empty, ...where], ' and ')

export const whereSql = (where: readonly Prisma.Sql[]): Prisma.Sql =>
  where.length === 0 ? Prisma.empty : Prisma.sql`where ${Prisma.join([...where], ' and ')}`

function readCursor(text: string, list: List): Cursor {
  try {
    const [sort, descending, way, key, id] = cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (sort !== list.sort.name || descending !== list.descending) throw new Error('the cursor belongs to another order')
    if (list.sort.cast !== 'text' && !plausible[list.sort.cast].test(key)) throw new Error('the key is of another kind')
    return { way, key, id }
  } catch (error) {
    throw new AppError('invalid_request', { subject: 'cursor', cause: error })
  }
}

// A key that Postgres could not cast would be a failure of ours instead of a mistake of the client's.
const plausible = {
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/,
  bigint: /^\d{1,18}$/,
  integer: /^\d{1,9}$/,
} as const

const writeCursor = (list: List, { way, key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([list.sort.name, list.descending, way, key, id] satisfies z.infer<typeof cursorShape>)).toString('base64url')
