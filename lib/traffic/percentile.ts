// Percentiles out of a histogram whose steps are known and whose values are not.

export type Bucket = { /** Upper end; Infinity for the last. */ bound: number; count: number }

/** The value that `share` of all are at or below, taken as spread evenly within its step; the last step's lower end where it has no upper one. null: there are none. */
export function percentile(buckets: readonly Bucket[], share: number): number | null {
  const ordered = buckets.toSorted((one, other) => one.bound - other.bound)
  const all = ordered.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return null
  const wanted = all * share
  let below = 0
  let lower = 0
  for (const { bound, count } of ordered) {
    if (below + count >= wanted && count > 0) return Number.isFinite(bound) ? lower + ((wanted - below) / count) * (bound - lower) : lower
    below += count
    lower = Number.isFinite(bound) ? bound : lower
  }
  return lower
}
