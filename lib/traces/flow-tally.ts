// Adds up what a batch of lines counts, and writes it with the batch.
import type { DirectClient } from '#lib/db/direct'
import type { LogEvent } from '#lib/logs/event'
import type { Story } from '#lib/logs/story'
import { countsOf } from './measures'

const minuteMs = 60_000
const spans = [
  { span: 'minute', ms: minuteMs },
  { span: 'hour', ms: 60 * minuteMs },
  { span: 'day', ms: 1440 * minuteMs },
] as const

/** By domain and measure. */
type Counts = Map<string, Map<string, number>>
type Row = { ms: number; domain: string; measure: string; count: number }

export class FlowTally {
  readonly #minutes = new Map<number, Counts>()

  add(atMs: number, event: LogEvent, story: Story | null): void {
    const counted = countsOf(event, story)
    if (counted.length === 0) return
    const minute = Math.floor(atMs / minuteMs) * minuteMs
    let counts = this.#minutes.get(minute)
    if (!counts) {
      counts = new Map()
      this.#minutes.set(minute, counts)
    }
    for (const { measure, domains } of counted) {
      addOne(counts, '', measure)
      for (const domain of domains) addOne(counts, domain, measure)
    }
  }

  /** Of domains those that are hosted here: the others are strangers' words without end. */
  async save(client: DirectClient, hostId: string): Promise<void> {
    if (this.#minutes.size === 0) return
    const named = new Set([...this.#minutes.values()].flatMap((counts) => [...counts.keys()]))
    const { rows: found } = await client.query<{ name: string }>('select name from "Domain" where name = any($1)', [[...named]])
    const own = this.#rows(new Set(['', ...found.map(({ name }) => name)]))
    for (const { span, ms } of spans) await saveSpan(client, hostId, span, ms, own)
  }

  #rows(hosted: ReadonlySet<string>): Row[] {
    const rows: Row[] = []
    for (const [ms, counts] of this.#minutes)
      for (const [domain, ofDomain] of counts)
        if (hosted.has(domain)) for (const [measure, count] of ofDomain) rows.push({ ms, domain, measure, count })
    return rows
  }
}

function addOne(counts: Counts, domain: string, measure: string): void {
  let ofDomain = counts.get(domain)
  if (!ofDomain) {
    ofDomain = new Map()
    counts.set(domain, ofDomain)
  }
  ofDomain.set(measure, (ofDomain.get(measure) ?? 0) + 1)
}

async function saveSpan(client: DirectClient, hostId: string, span: string, ms: number, rows: readonly Row[]): Promise<void> {
  const sums = new Map<string, { at: Date; domain: string; measure: string; count: number }>()
  for (const row of rows) {
    const start = Math.floor(row.ms / ms) * ms
    const key = `${start} ${row.domain} ${row.measure}`
    const sum = sums.get(key)
    if (sum) sum.count += row.count
    else sums.set(key, { at: new Date(start), domain: row.domain, measure: row.measure, count: row.count })
  }
  const all = [...sums.values()]
  await client.query(
    `insert into "FlowCount" as f (span, at, "hostId", domain, measure, count)
     select $1, t.at, $2, t.domain, t.measure, t.count
     from unnest($3::timestamptz[], $4::text[], $5::text[], $6::bigint[]) t(at, domain, measure, count)
     on conflict (span, at, "hostId", domain, measure) do update set count = f.count + excluded.count`,
    [
      span,
      hostId,
      all.map(({ at }) => at),
      all.map(({ domain }) => domain),
      all.map(({ measure }) => measure),
      all.map(({ count }) => count),
    ],
  )
}
