// Ids of messages, newest first, by what is looked for. Every way of finding is a walk down an index in the order of time, so a page costs
// what its rows cost, among ten messages as among ten million. Words are the beginnings of keys: first the keys that begin so are found, a
// step for each, then their messages are merged.
import * as z from 'zod'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { AppError } from '#lib/errors'
import { searchKey } from '#lib/traces/story-keys'
import { isTimeId, lowestId } from '#lib/traces/time-id'

/** Beyond, the search says that many are meant. */
const keysMax = 40
const wordsMax = 5
const audienceMax = 100
/** Up to here counting is cheaper than guessing wrong. */
const countMax = 2000

export type Wanted = {
  search: string
  states: readonly string[]
  hostId: string | null
  sinceMs: number
  /** Keys of whoever asks; null: everything may be seen. */
  audience: readonly string[] | null
}
export type Found = { ids: string[]; next: string | null; previous: string | null; broad: boolean }

const cursorShape = z.tuple([z.enum(['after', 'before']), z.string().refine(isTimeId)])
type Cursor = z.infer<typeof cursorShape> | null

export async function findMessages(wanted: Wanted, cursorText: string | undefined, limit: number): Promise<Found> {
  const nothing: Found = { ids: [], next: null, previous: null, broad: false }
  if (wanted.audience?.length === 0) return nothing
  const words = wanted.search
    .split(/\s+/)
    .map(searchKey)
    .filter((word) => word !== '')
    .slice(0, wordsMax)
  const keys = await Promise.all(words.map((word) => keysFrom(word, wanted.sinceMs)))
  if (keys.some((some) => some.length === 0)) return nothing
  const fromEnd = cursorText === 'last'
  const cursor = fromEnd ? null : readCursor(cursorText)
  const backwards = fromEnd || cursor?.[0] === 'before'
  const ids = await idsOf(wanted, keys, cursor?.[1] ?? null, backwards, limit + 1)
  const page = ids.slice(0, limit)
  if (backwards) page.reverse()
  const more = ids.length > limit
  const [first, last] = [page[0], page.at(-1)]
  return {
    ids: page,
    next: last && (backwards ? !fromEnd : more) ? writeCursor(['after', last]) : null,
    previous: first && (backwards ? more : cursor !== null) ? writeCursor(['before', first]) : null,
    broad: keys.some((some) => some.length === keysMax),
  }
}

async function keysFrom(word: string, sinceMs: number): Promise<string[]> {
  const [end, since] = [`${word}\u{10ffff}`, lowestId(sinceMs)]
  const rows = await db().$queryRaw<{ key: string }[]>`
    with recursive found(key, number) as (
      (select k.key, 1 from "MessageKey" k where k.key >= ${word} and k.key < ${end} and k.id >= ${since}::uuid order by k.key limit 1)
      union all
      select (select k.key from "MessageKey" k where k.key > f.key and k.key < ${end} and k.id >= ${since}::uuid order by k.key limit 1), f.number + 1
      from found f where f.key is not null and f.number < ${keysMax}::int
    ) select key from found where key is not null`
  return rows.map(({ key }) => key)
}

/** One way is walked, the others are asked of each message that it passes. */
async function idsOf(wanted: Wanted, keys: readonly string[][], edge: string | null, backwards: boolean, limit: number): Promise<string[]> {
  const ways: { keys: readonly string[] }[] = keys.map((some) => ({ keys: some }))
  if (wanted.audience !== null) ways.push({ keys: wanted.audience })
  const walked = await shortestWay(ways)
  const asked = ways.filter((way) => way !== walked)
  const id = Prisma.sql`w.id`
  const bounds = [
    Prisma.sql`${id} >= ${lowestId(wanted.sinceMs)}::uuid`,
    ...(edge === null ? [] : [backwards ? Prisma.sql`${id} > ${edge}::uuid` : Prisma.sql`${id} < ${edge}::uuid`]),
  ]
  const conditions = [
    ...bounds,
    ...asked.map(
      ({ keys: some }) => Prisma.sql`exists (select from "MessageKey" k where k.id = ${id} and k.key = any(${[...some]}::text[]))`,
    ),
  ]
  const order = Prisma.raw(backwards ? 'asc' : 'desc')
  const part = (table: Prisma.Sql, own: readonly Prisma.Sql[]) =>
    Prisma.sql`(select ${id} from ${table} w where ${Prisma.join([...own, ...conditions], ' and ')} order by ${id} ${order} limit ${limit}::int)`
  const parts = partsOf(wanted, walked, part)
  const rows = await db().$queryRaw<{ id: string }[]>`
    select f.id::text as id from (${Prisma.join(parts, ' union ')}) f order by f.id ${order} limit ${limit}::int`
  return rows.map((row) => row.id)
}

type Part = (table: Prisma.Sql, own: readonly Prisma.Sql[]) => Prisma.Sql

function partsOf({ states, hostId }: Wanted, walked: { keys: readonly string[] } | null, part: Part): Prisma.Sql[] {
  const messages = Prisma.sql`"Message"`
  const ofHost = hostId === null ? [] : [Prisma.sql`w."hostId" = ${hostId}::uuid`]
  if (!walked) {
    if (states.length === 0) return [part(messages, ofHost)]
    return states.map((state) => part(messages, [Prisma.sql`w.state = ${state}`, ...ofHost]))
  }
  const looks = [
    ...(states.length === 0 ? [] : [Prisma.sql`m.state = any(${[...states]}::text[])`]),
    ...(hostId === null ? [] : [Prisma.sql`m."hostId" = ${hostId}::uuid`]),
  ]
  const fits = looks.length === 0 ? [] : [Prisma.sql`exists (select from "Message" m where m.id = w.id and ${Prisma.join(looks, ' and ')})`]
  const keyed = Prisma.sql`"MessageKey"`
  return walked.keys.map((key) => part(keyed, [Prisma.sql`w.key = ${key}`, ...fits]))
}

async function shortestWay<Way extends { keys: readonly string[] }>(ways: readonly Way[]): Promise<Way | null> {
  const walkable = ways.filter(({ keys }) => keys.length <= audienceMax)
  if (walkable.length < 2) return walkable[0] ?? null
  const counts = await Promise.all(
    walkable.map(async ({ keys }) => {
      const [row] = await db().$queryRaw<{ count: number }[]>`
        select count(*)::int as count from (select 1 from "MessageKey" where key = any(${[...keys]}::text[]) limit ${countMax}::int) c`
      return row?.count ?? 0
    }),
  )
  return walkable[counts.indexOf(Math.min(...counts))] ?? null
}

function readCursor(text: string | undefined): Cursor {
  if (text === undefined || text === '') return null
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
  } catch (error) {
    throw new AppError('invalid_request', { subject: 'cursor', cause: error })
  }
}

const writeCursor = (cursor: NonNullable<Cursor>): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')
