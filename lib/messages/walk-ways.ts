// Messages that are on all of some ways, in the order of time. The way with the fewest for its stretch of time is walked, part by part, and the others are
// asked of what is met. A walk ends when the page is full, the way is, or so much was looked at; then it says how far it came. So no question costs
// more for there being more messages.
import { preparedQuery } from '#lib/db/direct'
import { Prisma } from '#lib/db/generated/client'
import { nextId, timeOfId } from '#lib/traces/time-id'
import { amongOf, asksOf, firstOf, firstOfEach, hasOf, listsOf, orderOf, type Part, type Way } from './way'

/** Messages by which a way is judged, and that the first part of a walk has: the next one is as long as the page should need by what was met. */
const [sightSize, firstPart] = [250, 400]
/** Questions to lists that one walk may cost: some tenths of a second at worst. */
const askedMax = 40_000
/** What one question to a list costs, in messages read from it in their order. */
const askCost = 6

/** `edge`: up to there was looked, it included, and there may be more; null: the end was reached, or `ids` has all that was asked for. */
export type Walked = { ids: string[]; edge: string | null }

/** How many the beginning of a way has, and from when to when; `more`: it goes on. */
type Sight = { count: number; first: string; last: string; more: boolean }
/** `wholly`: it is read beside the walked one, instead of asked of each message. `cost`: questions for each message, or what is read for it. */
type Asked = { way: Way; wholly: boolean; cost: number }
type Step = Walked & { looked: number }

export async function walkWays(ways: readonly [Way, ...Way[]], part: Part, limit: number, most = askedMax): Promise<Walked> {
  if (ways.length === 1) return stepOf(ways[0], [], part, limit, limit)
  const sights = await sightsOf(ways, part)
  const seen = sights.flatMap((sight, index) => (sight ? [{ sight, way: ways[index] as Way }] : []))
  const [walked] = seen.toSorted(bySparseness(part))
  if (!walked || seen.length < ways.length) return { ids: [], edge: null }
  const asked = seen.filter((one) => one !== walked).map(({ way, sight }) => askedOf(walked.sight, way, sight, part))
  const cost = asked.reduce((sum, one) => sum + one.cost, 1)
  const found: string[] = []
  let edge: string | null = null
  for (let [size, looked, rest] = [firstPart, 0, part]; looked * cost < most; ) {
    const step = await stepOf(walked.way, asked, rest, Math.ceil(Math.min(size, most / cost - looked)), limit - found.length)
    found.push(...step.ids)
    edge = found.length === limit ? null : step.edge
    if (edge === null) break
    looked += Math.max(1, step.looked)
    size = Math.max(firstPart, (looked * (limit - found.length) * 1.3) / Math.max(1, found.length))
    rest = part.backwards ? { ...part, low: nextId(edge) } : { ...part, high: edge }
  }
  return { ids: found, edge }
}

/** The first `size` of a way, and which of them are on the others too: of several lists, as far as all of them were read. */
async function stepOf(way: Way, asked: readonly Asked[], part: Part, size: number, limit: number): Promise<Step> {
  const each = Math.max(limit, Math.ceil(size / listsOf(way)))
  const order = orderOf(part)
  const [whole, single] = [asked.filter(({ wholly }) => wholly), asked.filter(({ wholly }) => !wholly)]
  const [oldest, newest] = [
    Prisma.sql`(select s.id from seen s order by s.id limit 1)`,
    Prisma.sql`(select s.id from seen s order by s.id desc limit 1)`,
  ]
  // "is true" keeps each a list that is read once, whatever Postgres believes of its length.
  const both = whole.map(
    (other) => Prisma.sql`and (s.id in (${amongOf(other.way, oldest, newest, Prisma.sql`select s.id from seen s`)})) is true`,
  )
  const asks = single.map((other, at) => Prisma.sql`cross join lateral (${hasOf(other.way, Prisma.sql`m.id`)}) ${Prisma.raw(`a${at}`)}`)
  // The order is made before the questions, so that the last one is asked when the page is full.
  const [row] = await preparedQuery<{ ids: string[]; edge: string | null; looked: number }>(Prisma.sql`
    with ${seenOf(way, part, each)}
    select array(select m.id::text from (select s.id from seen s where true ${Prisma.join([Prisma.empty, ...both], ' ')} order by s.id ${order} offset 0) m
      ${Prisma.join([Prisma.empty, ...asks], ' ')} order by m.id ${order} limit ${limit}::int) as ids,
      (select e.id::text from edge e) as edge, (select count(*)::int from seen) as looked`)
  const { ids = [], edge = null, looked = 0 } = row ?? {}
  return { ids, edge: ids.length === limit ? null : edge, looked }
}

/** `seen`: what begins a way; `edge`: up to there, where it goes on. Of several lists that is where the first of them goes on. */
function seenOf(way: Way, part: Part, each: number): Prisma.Sql {
  const order = orderOf(part)
  if (listsOf(way) === 1)
    return Prisma.sql`seen as materialized (${firstOf(way, part, each)}), edge as materialized (select s.id from seen s offset ${each - 1}::int limit 1)`
  const known = part.backwards
    ? Prisma.sql`n.id <= coalesce((select e.id from edge e), ${part.high}::uuid)`
    : Prisma.sql`n.id >= coalesce((select e.id from edge e), ${part.low}::uuid)`
  return Prisma.sql`near as materialized (${firstOfEach(way, part, each)}),
    edge as materialized (select n.id from near n where n.place = ${each}::int order by n.id ${order} limit 1),
    seen as materialized (select distinct n.id from near n where ${known})`
}

/** Of each way in one question; null: there is nothing on it. */
async function sightsOf(ways: readonly Way[], part: Part): Promise<(Sight | null)[]> {
  const looks = ways.map(
    (way) => Prisma.sql`(with ${seenOf(way, part, Math.ceil(sightSize / listsOf(way)))}
    select json_build_object('count', (select count(*) from seen), 'first', (select s.id from seen s order by s.id desc limit 1),
      'last', (select s.id from seen s order by s.id limit 1), 'more', exists (select from edge)))`,
  )
  const [row] = await preparedQuery<{ sights: Sight[] }>(Prisma.sql`select json_build_array(${Prisma.join(looks)}) as sights`)
  const turned = (sight: Sight) => (part.backwards ? { ...sight, first: sight.last, last: sight.first } : sight)
  return (row?.sights ?? []).map((sight) => (sight.count === 0 ? null : turned(sight)))
}

/** Those that end first, the shortest before the others; then by how many there are in a time. */
const bySparseness =
  (part: Part) =>
  ({ sight: one }: { sight: Sight }, { sight: other }: { sight: Sight }): number => {
    if (one.more !== other.more) return one.more ? 1 : -1
    return one.more ? spanOf(other, one, part) / other.count - spanOf(one, other, part) / one.count : one.count - other.count
  }

/** Asked of each message, or read as long as the walk is: what costs less. */
function askedOf(walked: Sight, way: Way, sight: Sight, part: Part): Asked {
  const there = sight.more ? (sight.count * spanOf(walked, sight, part)) / spanOf(sight, walked, part) : sight.count
  const [asking, reading] = [asksOf(way), there / walked.count / askCost]
  return { way, wholly: reading < asking, cost: Math.min(reading, asking) }
}

/** Milliseconds from where either begins to where this one's sight ends. */
function spanOf(one: Sight, other: Sight, { backwards }: Part): number {
  const firsts = [timeOfId(one.first), timeOfId(other.first)]
  const last = timeOfId(one.last)
  return Math.max(1, backwards ? last - Math.min(...firsts) : Math.max(...firsts) - last)
}
