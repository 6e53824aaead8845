// Days of lines and messages, each a table of its own. They are made before the first row of the day and dropped whole; making one stops
// neither readers nor writers of the others (a table is made apart and attached, which CREATE … PARTITION OF would not do).
import { type DirectClient, directQuery, directTransaction } from '#lib/db/direct'
import { lowestId } from './time-id'

export const dayMs = 86_400_000
const tables = ['LogLine', 'Message', 'MessageKey'] as const
type Table = (typeof tables)[number]

/** "PART" in ASCII: one makes or drops at a time. */
const lockKey = 0x50415254

export type Day = { table: Table; name: string; startMs: number; bytes: number }

const dayOf = (ms: number): number => Math.floor(ms / dayMs) * dayMs
const nameOf = (table: Table, startMs: number): string => `${table}_${new Date(startMs).toISOString().slice(0, 10).replaceAll('-', '')}`

/** Every day in which one of these times lies has its tables afterwards. */
export async function ensureDays(times: Iterable<number>): Promise<void> {
  const days = [...new Set([...times].map(dayOf))]
  const wanted = days.flatMap((startMs) => tables.map((table) => ({ table, startMs, name: nameOf(table, startMs) })))
  // Asked for every batch, so without the sizes.
  const known = await directQuery<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'partitions' and c.relispartition and c.relname = any($1)`,
    [wanted.map(({ name }) => name)],
  )
  const missing = wanted.filter(({ name }) => !known.some((one) => one.name === name))
  if (missing.length === 0) return
  await directTransaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lockKey])
    const there = new Set((await listDays(client)).map(({ name }) => name))
    for (const { table, startMs, name } of missing.filter((one) => !there.has(one.name))) {
      // Names and bounds are made here of a table's name and a number.
      await client.query(`create table "partitions"."${name}" (like "${table}" including all)`)
      const [from, to] = [lowestId(startMs), lowestId(startMs + dayMs)]
      await client.query(`alter table "${table}" attach partition "partitions"."${name}" for values from ('${from}') to ('${to}')`)
    }
  })
}

/** Oldest first. */
export async function listDays(client?: DirectClient): Promise<Day[]> {
  const text = `
    select p.relname as "table", c.relname as name, pg_total_relation_size(c.oid)::float8 as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
      join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'partitions' and p.relname = any($1)`
  type Row = { table: Table; name: string; bytes: number }
  const rows = client ? (await client.query<Row>(text, [tables])).rows : await directQuery<Row>(text, [[...tables]])
  return rows.map((row) => ({ ...row, startMs: startOf(row.name) })).toSorted((one, other) => one.startMs - other.startMs)
}

function startOf(name: string): number {
  const day = name.slice(-8)
  return Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`)
}

export async function dropDays(days: readonly Day[]): Promise<void> {
  for (const { name } of days)
    await directTransaction(async (client) => {
      await client.query("set local lock_timeout = '10s'")
      await client.query('select pg_advisory_xact_lock($1)', [lockKey])
      await client.query(`drop table if exists "partitions"."${name}"`)
    })
}

export type Retention = { logDays: number; messageDays: number; gigabytes: number }

/** What is beyond the days set; then the oldest until the rest is small enough, but never today's. */
export function daysToDrop(days: readonly Day[], { logDays, messageDays, gigabytes }: Retention, nowMs: number): Day[] {
  const keptDays = ({ table }: Day) => (table === 'LogLine' ? logDays : messageDays)
  const old = days.filter((day) => day.startMs + dayMs <= nowMs - keptDays(day) * dayMs)
  const left = days.filter((day) => !old.includes(day))
  let size = left.reduce((sum, { bytes }) => sum + bytes, 0)
  const tooMuch: Day[] = []
  for (const day of left) {
    if (size <= gigabytes * 1024 ** 3 || day.startMs + dayMs > nowMs) break
    tooMuch.push(day)
    size -= day.bytes
  }
  return [...old, ...tooMuch]
}
