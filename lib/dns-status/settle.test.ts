import { describe, expect, it } from 'vitest'
import type { CheckResult } from './schema'
import { agreementMs, type Kept, settle } from './settle'

const start = new Date('2026-11-22T08:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)
const result = (state: CheckResult['state'], ...found: string[]): CheckResult => ({
  state,
  found,
  expected: [],
  errors: state === 'error' ? [{ code: 'mx_none', rule: 'RFC 5321 5.1' }] : [],
  warnings: [],
  records: [],
})
const ok = result('ok', '10 mail.')
const wrong = result('error')
const silent = result('unknown')
const shown = (kept: Kept) => kept.result.state
const known = () => settle(null, ok, start)

describe('what is shown', () => {
  it('is what the first round finds', () => {
    expect(known()).toMatchObject({ result: ok, since: start, before: null })
  })

  it('changes only when a second round, a while later, agrees', () => {
    const once = settle(known(), wrong, later(1000))
    expect([shown(once), once.before, once.pendingSince]).toEqual(['ok', null, later(1000)])
    const tooSoon = settle(once, wrong, later(agreementMs - 1000))
    expect([shown(tooSoon), tooSoon.pendingSince]).toEqual(['ok', later(1000)])
    expect(settle(tooSoon, wrong, later(agreementMs + 1000))).toMatchObject({ result: wrong, before: ok, pending: null })
  })

  it('does not change when the second round sees the old again, or a third thing', () => {
    const once = settle(known(), wrong, later(1000))
    expect(settle(once, ok, later(2 * agreementMs))).toMatchObject({ result: ok, pending: null, before: null })
    const third = settle(once, result('error', '10 thief.'), later(2 * agreementMs))
    expect([shown(third), third.pendingSince]).toEqual(['ok', later(2 * agreementMs)])
  })

  it('changes at once for whoever asks now', () => {
    expect(settle(known(), wrong, later(5), { atOnce: true })).toMatchObject({ result: wrong, since: later(5), before: ok })
  })

  it('stays, with the time since when, while nobody answers; and becomes unknown when that lasts', () => {
    const asked = settle(known(), silent, later(5), { atOnce: true })
    expect(asked).toMatchObject({ result: ok, unansweredSince: later(5), before: null })
    const lasting = settle(asked, silent, later(2 * agreementMs))
    expect(lasting).toMatchObject({ result: silent, unansweredSince: later(5), before: ok })
    expect(settle(lasting, ok, later(3 * agreementMs))).toMatchObject({ result: ok, unansweredSince: null, before: silent })
  })

  it('keeps the time of its state when only the records are others', () => {
    const other = settle(known(), result('ok', '20 mail.'), later(9), { atOnce: true })
    expect(other).toMatchObject({ since: start, before: ok })
  })
})
