// Adds up who sent and received in a batch of lines, and writes it with the batch.
import type { DirectClient } from '#lib/db/direct'
import type { LogEvent } from '#lib/logs/event'
import type { Story } from '#lib/logs/story'
import { type Top, topsOf } from './tops'

const hourMs = 3_600_000
const spans = [
  { span: 'hour', ms: hourMs },
  { span: 'day', ms: 24 * hourMs },
] as const

type Counted = Top & { at: number; count: number }

export class TopTally {
  readonly #counts = new Map<string, Counted>()

  add(atMs: number, event: LogEvent, story: Story | null): void {
    if (event.kind !== 'delivery') return
    const at = Math.floor(atMs / hourMs) * hourMs
    for (const top of topsOf(event, story)) addTo(this.#counts, { ...top, at, count: 1 })
  }

  /** Of senders and recipients those whose domain is hosted here: other people's are without end. */
  async save(client: DirectClient, hostId: string): Promise<void> {
    const rows = [...this.#counts.values()]
    if (rows.length === 0) return
    const named = [...new Set(rows.map(({ domain }) => domain))]
    const { rows: found } = await client.query<{ name: string }>('select name from "Domain" where name = any($1)', [named])
    const hosted = new Set(found.map(({ name }) => name))
    const own = rows
      .filter(({ role, domain }) => role === 'destination' || hosted.has(domain))
      .map((row) => (hosted.has(row.domain) ? row : { ...row, domain: '' }))
    for (const { span, ms } of spans) await saveSpan(client, hostId, span, ms, own)
  }
}

function addTo(sums: Map<string, Counted>, row: Counted): void {
  const key = `${row.at} ${row.role} ${row.domain} ${row.name}`
  const sum = sums.get(key)
  if (sum) sum.count += row.count
  else sums.set(key, { ...row })
}

async function saveSpan(client: DirectClient, hostId: string, span: string, ms: number, rows: readonly Counted[]): Promise<void> {
  const sums = new Map<string, Counted>()
  for (const row of rows) addTo(sums, { ...row, at: Math.floor(row.at / ms) * ms })
  const all = [...sums.values()]
  await client.query(
    `insert into "TopCount" as t (span, at, "hostId", role, domain, name, count)
     select $1, n.at, $2, n.role, n.domain, n.name, n.count
     from unnest($3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bigint[]) n(at, role, domain, name, count)
     on conflict (span, at, "hostId", role, domain, name) do update set count = t.count + excluded.count`,
    [
      span,
      hostId,
      all.map(({ at }) => new Date(at)),
      all.map(({ role }) => role),
      all.map(({ domain }) => domain),
      all.map(({ name }) => name),
      all.map(({ count }) => count),
    ],
  )
}
