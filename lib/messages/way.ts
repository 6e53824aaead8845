// Ways to messages, each a few lists that Postgres keeps in the order of time: of keys, or of a host and a state. What is done with a way costs what was
// asked to be read of it, however long its lists are. Every question names its part of time, and so the days that Postgres has to look at.
import { preparedQuery } from '#lib/db/direct'
import { Prisma } from '#lib/db/generated/client'

export type Look = { hostId: string; state: string }
export type Way = { keys: readonly string[] } | { looks: readonly Look[] } | { all: true }

/** From `low` on and below `high`, each a message's id. `backwards`: the oldest come first. */
export type Part = { low: string; high: string; backwards: boolean }

/** Lists that are read to read it, and to ask of one message whether it is on it. */
export const listsOf = (way: Way): number => ('keys' in way ? way.keys.length : 'looks' in way ? way.looks.length : 1)
export const asksOf = (way: Way): number => ('keys' in way ? way.keys.length : 1)

/** The first of a way of one list, in their order. */
export function firstOf(way: Way, part: Part, most: number): Prisma.Sql {
  const first = (from: Prisma.Sql) =>
    Prisma.sql`select w.id from ${from} and ${within(part)} order by w.id ${orderOf(part)} limit ${most}::int`
  if ('all' in way) return first(Prisma.sql`"Message" w where true`)
  if ('keys' in way) return first(Prisma.sql`"MessageKey" w where w.key = ${way.keys[0]}`)
  return first(Prisma.sql`"Message" w where w."hostId" = ${way.looks[0]?.hostId}::uuid and w.state = ${way.looks[0]?.state}`)
}

/** `id, place` of the first `each` of every list; one that is under several keys comes several times. */
export function firstOfEach(way: Way, part: Part, each: number): Prisma.Sql {
  if ('all' in way) throw new Error('one list is not several')
  const order = orderOf(part)
  const numbered = (from: Prisma.Sql) => Prisma.sql`
    select o.id, row_number() over (order by o.id ${order}) as place
    from (select w.id from ${from} and ${within(part)} order by w.id ${order} limit ${each}::int) o`
  if ('keys' in way)
    return Prisma.sql`select f.id, f.place from unnest(${[...way.keys]}::text[]) l(key)
      cross join lateral (${numbered(Prisma.sql`"MessageKey" w where w.key = l.key`)}) f`
  return Prisma.sql`select f.id, f.place from ${looksOf(way.looks)}
    cross join lateral (${numbered(Prisma.sql`"Message" w where w."hostId" = l.host and w.state = l.state`)}) f`
}

/**
 * All from `first` to `last`, both included and each an expression, that are among `picked`: for ways that are known to have few there. A table is made of
 * what is picked, once for all days, for what is read is more.
 */
export function amongOf(way: Way, first: Prisma.Sql, last: Prisma.Sql, picked: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select o.id from (${allOf(way, first, last)} offset 0) o where (o.id in (${picked})) is true`
}

function allOf(way: Way, first: Prisma.Sql, last: Prisma.Sql): Prisma.Sql {
  const between = Prisma.sql`w.id >= ${first} and w.id <= ${last}`
  if ('all' in way) return Prisma.sql`select w.id from "Message" w where ${between}`
  if ('keys' in way) return Prisma.sql`select w.id from "MessageKey" w where w.key = any(${[...way.keys]}::text[]) and ${between}`
  return Prisma.sql`select w.id from ${looksOf(way.looks)} join "Message" w on w."hostId" = l.host and w.state = l.state where ${between}`
}

/** One row if the message `id` is on the way, else none. With its limit no plan can make of it a list of the whole way. */
export function hasOf(way: Way, id: Prisma.Sql): Prisma.Sql {
  if ('all' in way) return Prisma.sql`select 1`
  if ('keys' in way) return Prisma.sql`select 1 from "MessageKey" k where k.key = any(${[...way.keys]}::text[]) and k.id = ${id} limit 1`
  return Prisma.sql`select 1 from "Message" g where g.id = ${id} and (g."hostId", g.state) in (select l.host, l.state from ${looksOf(way.looks)}) limit 1`
}

const looksOf = (looks: readonly Look[]): Prisma.Sql =>
  Prisma.sql`unnest(${looks.map(({ hostId }) => hostId)}::uuid[], ${looks.map(({ state }) => state)}::text[]) l(host, state)`

const within = ({ low, high }: Part): Prisma.Sql => Prisma.sql`w.id >= ${low}::uuid and w.id < ${high}::uuid`
export const orderOf = ({ backwards }: Part): Prisma.Sql => Prisma.raw(backwards ? 'asc' : 'desc')

/** Hosts that have messages, those among them that are no more. */
export async function hostsOfMessages(): Promise<string[]> {
  const rows = await preparedQuery<{ id: string }>(Prisma.sql`
    with recursive found(id) as (
      (select m."hostId" from "Message" m order by m."hostId" limit 1)
      union all
      select (select m."hostId" from "Message" m where m."hostId" > f.id order by m."hostId" limit 1) from found f where f.id is not null
    ) select id::text as id from found where id is not null`)
  return rows.map(({ id }) => id)
}
