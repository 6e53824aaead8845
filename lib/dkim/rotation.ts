// From one state of a key to the next, by what was seen in the DNS. Pure: time and sight come in. A key signs only after every server that was asked has shown
// its record, and its record stays for as long as a message that it signed may be under way. What nobody answered changes nothing.
import type { DkimAlgorithm } from '#lib/protocol/state'
import type { KeyFinding, KeyReason, KeyState } from './schema'

/** `agreed`: every server that answered shows the key. `missing`, `revoked`, `different`: every one shows that. */
export type Look = { verdict: 'agreed' | 'missing' | 'different' | 'revoked' | 'disagree' | 'unanswered'; servers: readonly string[] }
/** What the host signs with; null: nothing of ours signs there; unknown: it did not answer. */
export type Signing = { algorithms: readonly DkimAlgorithm[] } | null | 'unknown'

export type Standing = {
  state: KeyState
  stateSince: Date
  reason: KeyReason
  finding: KeyFinding | null
  servers: readonly string[]
  wrongSince: Date | null
  retireAt: Date | null
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** One look that finds nothing may be a slip of the provider's. */
const goneAfterMs = hourMs
/** Postfix gives a message up after five days (maximal_queue_lifetime), and a resolver may remember a record for a day. */
export const restMs = 6 * dayMs
const patienceMs: Record<KeyState, number> = { pending: 2 * dayMs, published: hourMs, active: 0, retiring: 0, retired: 30 * dayMs }

type Key = Standing & { algorithm: DkimAlgorithm }

/** One step at most; the same state when there is none to take. `gone`: nothing of it is left. */
export function step(key: Key, look: Look, signing: Signing, now: Date): Standing | 'gone' {
  const shown = look.verdict === 'agreed'
  const absent = look.verdict === 'missing' || look.verdict === 'different' || look.verdict === 'revoked'
  const stay = (finding: KeyFinding | null, wrongSince: Date | null = null): Standing => ({
    ...standingOf(key),
    finding,
    servers: finding === null ? [] : look.servers,
    wrongSince,
  })
  const seen = look.verdict === 'agreed' ? null : look.verdict
  switch (key.state) {
    case 'pending':
      return shown ? entered(key, 'published', 'seen', now) : stay(seen)
    case 'published': {
      if (absent) return { ...entered(key, 'pending', 'record_gone', now), finding: seen, servers: look.servers }
      if (!shown) return stay(seen)
      const obstacle = obstacleOf(key.algorithm, signing)
      return obstacle === null ? entered(key, 'active', 'signs', now) : stay(obstacle)
    }
    case 'active': {
      if (!absent) return stay(seen, shown ? null : key.wrongSince)
      const wrongSince = key.wrongSince ?? now
      if (now.getTime() - wrongSince.getTime() < goneAfterMs) return stay(seen, wrongSince)
      return { ...entered(key, 'pending', 'record_gone', now), finding: seen, servers: look.servers }
    }
    case 'retiring':
      return key.retireAt !== null && key.retireAt <= now ? entered(key, 'retired', 'queue_over', now) : stay(seen)
    case 'retired':
      if (look.verdict === 'missing') return 'gone'
      return stay(shown ? 'published' : look.verdict === 'revoked' ? null : seen)
  }
}

/** It signs from now on, and the one before it no more. */
export const retiring = (key: Standing, reason: 'replaced' | 'put_aside', now: Date): Standing => ({
  ...entered(key, 'retiring', reason, now),
  retireAt: new Date(now.getTime() + restMs),
})

export const entered = (key: Standing, state: KeyState, reason: KeyReason, now: Date): Standing => ({
  ...standingOf(key),
  ...{ state, reason, stateSince: now, finding: null, servers: [], wrongSince: null, retireAt: null },
})

const obstacleOf = (algorithm: DkimAlgorithm, signing: Signing): KeyFinding | null => {
  if (signing === 'unknown') return 'host_silent'
  if (signing === null) return 'no_signer'
  return signing.algorithms.includes(algorithm) ? null : 'signer_algorithm'
}

const standingOf = ({ state, stateSince, reason, finding, servers, wrongSince, retireAt }: Standing): Standing => ({
  ...{ state, stateSince, reason, finding, servers, wrongSince, retireAt },
})

/** It waits for a person longer than it should. */
export const isStuck = ({ state, stateSince, finding }: Standing, now: Date): boolean =>
  finding !== null && finding !== 'unanswered' && now.getTime() - stateSince.getTime() >= patienceMs[state]
