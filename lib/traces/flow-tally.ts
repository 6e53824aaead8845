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

export class FlowTally {
  /** Minute, domain and measure, with a space between: none of them has one. */
  readonly #counts = new Map<string, number>()

  add(atMs: number, event: LogEvent, story: Story | null): void {
    const minute = Math.floor(atMs / minuteMs)
    for (const { measure, domains } of countsOf(event, story))
      for (const domain of ['', ...domains]) {
        const key = `${minute} ${domain} ${measure}`
        this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
      }
  }

  /** Of domains those that are hosted here: the others are strangers' words without end. */
  async save(client: DirectClient, hostId: string): Promise<void> {
    if (this.#counts.size === 0) return
    const rows = [...this.#counts].map(([key, count]) => {
      const [minute = '0', domain = '', measure = ''] = key.split(' ')
      return { ms: Number(minute) * minuteMs, domain, measure, count }
    })
    const named = [...new Set(rows.map(({ domain }) => domain))]
    const { rows: found } = await client.query<{ name: string }>('select name from "Domain" where name = any($1)', [named])
    const hosted = new Set(['', ...found.map(({ name }) => name)])
    const own = rows.filter(({ domain }) => hosted.has(domain))
    for (const { span, ms } of spans) await saveSpan(client, hostId, span, ms, own)
  }
}

async function saveSpan(
  client: DirectClient,
  hostId: string,
  span: string,
  ms: number,
  rows: readonly { ms: number; domain: string; measure: string; count: number }[],
): Promise<void> {
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
