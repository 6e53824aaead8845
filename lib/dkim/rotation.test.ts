import { describe, expect, it } from 'vitest'
import { entered, isStuck, type Look, restMs, retiring, type Signing, type Standing, step } from './rotation'

const start = new Date('2026-11-21T12:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)
const hour = 3_600_000
const rsa: Signing = { algorithms: ['rsa'] }
const look = (verdict: Look['verdict']): Look => ({ verdict, servers: ['ns1.example.org'] })
const pending: Standing = {
  ...{ state: 'pending', stateSince: start, reason: 'made', finding: null, servers: [], wrongSince: null, retireAt: null },
}
const go = (key: Standing, verdict: Look['verdict'], signing: Signing = rsa, now = later(60_000), algorithm: 'rsa' | 'ed25519' = 'rsa') => {
  const next = step({ ...key, algorithm }, look(verdict), signing, now)
  if (next === 'gone') throw new Error('it is gone')
  return next
}
const at = (state: Standing['state'], parts: Partial<Standing> = {}): Standing => ({ ...pending, state, ...parts })

describe('a key', () => {
  it.each(['missing', 'different', 'revoked', 'disagree', 'unanswered'] as const)(
    'waits, and says why, while its record is %s',
    (verdict) => {
      expect(go(pending, verdict)).toMatchObject({ state: 'pending', stateSince: start, finding: verdict, servers: ['ns1.example.org'] })
    },
  )

  it('is published when every server shows it, and signs when the host can', () => {
    const published = go(pending, 'agreed')
    expect(published).toMatchObject({ state: 'published', reason: 'seen', stateSince: later(60_000), finding: null })
    expect(go(published, 'agreed')).toMatchObject({ state: 'active', reason: 'signs' })
  })

  it('does not sign where the host cannot, and says why', () => {
    expect(go(at('published'), 'agreed', null)).toMatchObject({ state: 'published', finding: 'no_signer' })
    expect(go(at('published'), 'agreed', 'unknown')).toMatchObject({ state: 'published', finding: 'host_silent' })
    expect(go(at('published'), 'agreed', rsa, start, 'ed25519')).toMatchObject({ state: 'published', finding: 'signer_algorithm' })
  })

  it.each(['missing', 'different', 'revoked'] as const)('goes back when its record is %s before it signs', (verdict) => {
    expect(go(at('published'), verdict)).toMatchObject({ state: 'pending', reason: 'record_gone', finding: verdict })
  })

  it('is not moved by what nobody answered', () => {
    for (const state of ['published', 'active', 'retiring'] as const)
      for (const verdict of ['disagree', 'unanswered'] as const) expect(go(at(state), verdict).state).toBe(state)
  })

  it('that signs stops when its record is gone for an hour, and not at the first look', () => {
    const first = go(at('active'), 'missing', rsa, start)
    expect(first).toMatchObject({ state: 'active', finding: 'missing', wrongSince: start })
    expect(go(first, 'missing', rsa, later(hour - 1)).state).toBe('active')
    expect(go(first, 'unanswered', rsa, later(2 * hour))).toMatchObject({ state: 'active', wrongSince: start })
    expect(go(first, 'missing', rsa, later(hour))).toMatchObject({ state: 'pending', reason: 'record_gone' })
    expect(go(first, 'agreed', rsa, later(hour / 2))).toMatchObject({ state: 'active', finding: null, wrongSince: null })
  })

  it('rests for the longest life of a message and of a remembered record, then is retired, then gone', () => {
    const resting = retiring(at('active'), 'replaced', start)
    expect(resting).toMatchObject({ state: 'retiring', retireAt: later(restMs) })
    expect(restMs).toBeGreaterThanOrEqual(6 * 24 * hour)
    expect(go(resting, 'missing', rsa, later(restMs - 1))).toMatchObject({ state: 'retiring', finding: 'missing' })
    const retired = go(resting, 'agreed', rsa, later(restMs))
    expect(retired).toMatchObject({ state: 'retired', reason: 'queue_over', retireAt: null })
    expect(go(retired, 'agreed')).toMatchObject({ state: 'retired', finding: 'published' })
    expect(go(retired, 'revoked')).toMatchObject({ state: 'retired', finding: null })
    expect(step({ ...retired, algorithm: 'rsa' }, look('missing'), rsa, start)).toBe('gone')
  })

  it('is stuck when it waits longer than a person would', () => {
    const waits = { ...pending, finding: 'missing' as const }
    expect(isStuck(waits, later(hour))).toBe(false)
    expect(isStuck(waits, later(48 * hour))).toBe(true)
    expect(isStuck({ ...waits, finding: 'unanswered' }, later(48 * hour))).toBe(false)
    expect(isStuck(at('active', { finding: 'missing' }), start)).toBe(true)
    expect(isStuck(entered(pending, 'active', 'signs', start), later(1000 * hour))).toBe(false)
  })
})
