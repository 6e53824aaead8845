// The steps of the charts as a file, one line each.
import type { Actor } from '#lib/auth/actor'
import { writeCsv } from '#lib/csv/write-csv'
import { getTraffic } from './queries'
import { flows, type TrafficFilter } from './schema'

type Step = { at: string; counts: Record<string, number>; p50: number | null; p95: number | null; stored: number | null }

export async function* exportTraffic(actor: Actor, filter: TrafficFilter = {}): AsyncGenerator<string> {
  const { times, series, delay, storage } = await getTraffic(actor, filter)
  async function* parts() {
    yield times.map(
      (at, index): Step => ({
        at: new Date(at * 1000).toISOString(),
        counts: Object.fromEntries(flows.map((flow) => [flow, series[flow][index] ?? 0])),
        p50: delay.p50[index] ?? null,
        p95: delay.p95[index] ?? null,
        stored: storage.bytes[index] ?? null,
      }),
    )
  }
  yield* writeCsv<Step>(
    {
      from: ({ at }) => at,
      ...Object.fromEntries(flows.map((flow) => [flow, ({ counts }: Step) => counts[flow] ?? 0])),
      delaySecondsP50: ({ p50 }) => p50,
      delaySecondsP95: ({ p95 }) => p95,
      storedBytes: ({ stored }) => stored,
    },
    parts(),
  )
}
