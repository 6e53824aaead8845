// Order statistics of a handful of runs. A ratio is always taken between figures of one run of the bench: machines differ, ratios travel.

export type Series = { runs: number; p50: number; p95: number; min: number; max: number }

/** Milliseconds in, milliseconds out; nearest-rank percentiles. */
export function series(samplesMs: number[]): Series {
  if (samplesMs.length === 0) throw new Error('a series needs at least one sample')
  const sorted = [...samplesMs].sort((a, b) => a - b)
  const rank = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] as number
  return { runs: sorted.length, p50: rank(0.5), p95: rank(0.95), min: sorted[0] as number, max: sorted[sorted.length - 1] as number }
}

/** Times `run` count times, one after another, after `warmUp` runs that do not count. */
export async function timed(count: number, warmUp: number, run: (index: number) => Promise<void>): Promise<number[]> {
  const samples: number[] = []
  for (let index = 0; index < warmUp + count; index++) {
    const start = performance.now()
    await run(index)
    if (index >= warmUp) samples.push(performance.now() - start)
  }
  return samples
}
