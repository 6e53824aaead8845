// Ids of messages, newest first, by what is looked for. Words are the beginnings of keys: first the keys that begin so are found, a step for each; each word,
// who asks, and how the message looks are ways, and walk-ways finds what is on all of them. Nothing here costs more because there are more messages.
import * as z from 'zod'
import { preparedQuery } from '#lib/db/direct'
import { Prisma } from '#lib/db/generated/client'
import { AppError } from '#lib/errors'
import { dayMs } from '#lib/traces/partitions'
import { searchKey } from '#lib/traces/story-keys'
import { messageStates } from '#lib/traces/story-state'
import { highestId, isTimeId, lowestId, nextId, timeOfId } from '#lib/traces/time-id'
import { walkWays } from './walk-ways'
import { hostsOfMessages, type Look, type Part, type Way } from './way'

/** Beyond, the search says that many are meant. */
const keysMax = 40
const wordsMax = 5

export type Wanted = {
  search: string
  states: readonly string[]
  hostId: string | null
  sinceMs: number
  /** Keys of whoever asks; null: everything may be seen. */
  audience: readonly string[] | null
}
export type Found = {
  ids: string[]
  next: string | null
  previous: string | null
  broad: boolean
  /** Milliseconds since 1970: back to when was looked, where there may be more and the page is not full. */
  back: number | null
}

const cursorShape = z.tuple([z.enum(['after', 'before']), z.string().refine(isTimeId)])
type Cursor = z.infer<typeof cursorShape> | null

/** `most`: see walk-ways. */
export async function findMessages(wanted: Wanted, cursorText: string | undefined, limit: number, most?: number): Promise<Found> {
  const nothing: Found = { ids: [], next: null, previous: null, broad: false, back: null }
  if (wanted.audience?.length === 0) return nothing
  const words = wanted.search
    .split(/\s+/)
    .map(searchKey)
    .filter((word) => word !== '')
    .slice(0, wordsMax)
  const keys = words.length === 0 ? [] : await keysFrom(words, wanted.sinceMs)
  if (keys.some((some) => some.length === 0)) return nothing
  const fromEnd = cursorText === 'last'
  const cursor = fromEnd ? null : readCursor(cursorText)
  const backwards = fromEnd || cursor?.[0] === 'before'
  const edge = cursor?.[1] ?? null
  const { ids, edge: lookedTo } = await walkWays(await waysOf(wanted, keys), partOf(wanted, edge, backwards), limit + 1, most)
  const page = ids.slice(0, limit)
  if (backwards) page.reverse()
  const more = ids.length > limit
  // Of what was not looked at nobody knows: the next page begins where this one's look ended.
  const [first, last] = [
    backwards && !more ? (lookedTo ?? page[0]) : page[0],
    !backwards && !more ? (lookedTo ?? page.at(-1)) : page.at(-1),
  ]
  const goesOn = more || lookedTo !== null
  return {
    ids: page,
    next: last && (backwards ? !fromEnd : goesOn) ? writeCursor(['after', last]) : null,
    previous: first && (backwards ? goesOn : cursor !== null) ? writeCursor(['before', first]) : null,
    broad: keys.some((some) => some.length === keysMax),
    back: !backwards && lookedTo !== null && !more ? timeOfId(lookedTo) : null,
  }
}

/**
 * Of each word, a step for each key. Of whole days: within a day a key would be read up to the moment. Behind a key comes the first that has it and something more:
 * no key has a control character.
 */
async function keysFrom(words: readonly string[], sinceMs: number): Promise<string[][]> {
  const since = lowestId(Math.floor(sinceMs / dayMs) * dayMs)
  const found = words.map(
    (word) => Prisma.sql`array(
    with recursive found(key, next, number) as (
      select null::text collate "C", ${word}::text collate "C", 0
      union all
      select k.key, k.key || chr(1), f.number + 1
      from found f cross join lateral (
        select k.key from "MessageKey" k where k.key >= f.next and k.key < ${`${word}\u{10ffff}`} and k.id >= ${since}::uuid order by k.key limit 1
      ) k where f.number < ${keysMax}::int
    ) select key from found where key is not null)`,
  )
  const keys = found.map((some) => Prisma.sql`to_json(${some})`)
  const [row] = await preparedQuery<{ keys: string[][] }>(Prisma.sql`select json_build_array(${Prisma.join(keys)}) as keys`)
  return row?.keys ?? []
}

/** Of the audience, the words and what it looks like: each is a way, and a message must be on all of them. */
async function waysOf({ states, hostId, audience }: Wanted, keys: readonly string[][]): Promise<[Way, ...Way[]]> {
  const ways: Way[] = keys.map((some) => ({ keys: some }))
  if (audience !== null) ways.push({ keys: audience })
  if (states.length > 0 || hostId !== null) ways.push({ looks: await looksOf(states, hostId) })
  const [first, ...others] = ways
  return first ? [first, ...others] : [{ all: true }]
}

async function looksOf(states: readonly string[], hostId: string | null): Promise<Look[]> {
  const hosts = hostId === null ? await hostsOfMessages() : [hostId]
  const wanted = states.length > 0 ? states : messageStates
  return hosts.flatMap((host) => wanted.map((state) => ({ hostId: host, state })))
}

/** Between `since` and the cursor. */
function partOf({ sinceMs }: Wanted, edge: string | null, backwards: boolean): Part {
  const since = lowestId(sinceMs)
  if (edge === null) return { low: since, high: highestId, backwards }
  if (!backwards) return { low: since, high: edge, backwards }
  return { low: [since, nextId(edge)].toSorted().at(-1) as string, high: highestId, backwards }
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
