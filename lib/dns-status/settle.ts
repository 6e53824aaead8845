// What a new round makes of what is shown (pure). A difference counts when two rounds saw it with time between them, so that a slip of somebody's server
// wakes nobody. Whoever presses "check now" is shown what was found, but never that nothing could be found out in place of what is known.
import { type CheckResult, codesOf } from './schema'

export type Kept = {
  result: CheckResult
  since: Date
  /** What the last round saw instead, and since when rounds see it. */
  pending: CheckResult | null
  pendingSince: Date | null
  unansweredSince: Date | null
}
export type Settled = Kept & { /** What was shown, where it is not shown any more. */ before: CheckResult | null }

/** Between the two rounds that must agree. */
export const agreementMs = 10 * 60_000

export function settle(kept: Kept | null, fresh: CheckResult, now: Date, { atOnce = false } = {}): Settled {
  const unansweredSince = fresh.state === 'unknown' ? (kept?.unansweredSince ?? now) : null
  const calm = { pending: null, pendingSince: null, unansweredSince }
  if (!kept) return { result: fresh, since: now, ...calm, before: null }
  // Wording, hints and counters follow without ado.
  if (isSame(kept.result, fresh)) return { ...kept, ...calm, result: fresh, before: null }
  const isAgreed =
    kept.pending !== null &&
    kept.pendingSince !== null &&
    isSame(kept.pending, fresh) &&
    now.getTime() - kept.pendingSince.getTime() >= agreementMs
  const nothingKnown = kept.result.state === 'unknown'
  if (isAgreed || nothingKnown || (atOnce && fresh.state !== 'unknown')) {
    const since = kept.result.state === fresh.state ? kept.since : now
    return { result: fresh, since, ...calm, before: kept.result }
  }
  const goesOn = kept.pending !== null && isSame(kept.pending, fresh)
  return { ...kept, pending: fresh, pendingSince: goesOn ? kept.pendingSince : now, unansweredSince, before: null }
}

export const isSame = (one: CheckResult, other: CheckResult): boolean =>
  one.state === other.state && sameSet(one.found, other.found) && sameSet(codesOf(one), codesOf(other))

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
