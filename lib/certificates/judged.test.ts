import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { issue } from '#lib/x509/testing'
import { allotNames, replaces } from './allot-names'
import { alarmOf, judgeServed, stateOf } from './judge-served'
import { judgeWaiting } from './next-certificate'
import { nextTry, renewalDate } from './when-to-renew'

const day = 86_400_000
const now = new Date()
const inDays = (days: number) => new Date(now.getTime() + days * day)
const root = issue('Root', { authority: true })
const der = ({ pem }: { pem: string }) => new X509Certificate(pem).raw
const name = 'mail.example.org'
const good = issue(name, { names: [name], by: root })
const fingerprint = new X509Certificate(good.pem).fingerprint256.replaceAll(':', '').toLowerCase()
const asked = { name, installed: [fingerprint], now }
const modern = ['TLSv1.3', 'TLSv1.2']
const codes = (one: ReturnType<typeof judgeServed>) => one.findings.map(({ code }) => code)

describe('what a port shows', () => {
  it('of an own authority is no error where a person chose it, and one where nobody did', () => {
    const ours = judgeServed({ chain: [der(good)], protocols: modern }, asked)
    expect([codes(ours), stateOf(ours)]).toEqual([['own_authority'], 'warning'])
    const theirs = judgeServed({ chain: [der(good)], protocols: modern }, { ...asked, installed: [] })
    expect([codes(theirs), stateOf(theirs)]).toEqual([['incomplete'], 'error'])
    const whole = judgeServed({ chain: [der(good), der(root)], protocols: modern }, { ...asked, installed: [] })
    expect(codes(whole)).toEqual(['untrusted'])
  })

  it.each([
    [issue(name, { names: ['other.example.org'], by: root }), 'other_name'],
    [issue(name, { names: [name], by: root, from: inDays(-90), to: inDays(-1) }), 'ended'],
    [issue(name, { names: [name], by: root, from: inDays(1), to: inDays(90) }), 'not_yet'],
    [issue(name, { names: [name], by: root, from: inDays(-80), to: inDays(6.5) }), 'ends_soon'],
    [issue(name, { names: [name], by: root }), 'not_installed'],
  ])('is found out: %#', (one, code) => expect(codes(judgeServed({ chain: [der(one)], protocols: modern }, asked))).toContain(code))

  it('without TLS, or with what is broken, is said so', () => {
    expect(codes(judgeServed({ chain: [], protocols: [] }, asked))).toEqual(['no_tls'])
    expect(codes(judgeServed({ chain: [der(good)], protocols: [...modern, 'TLSv1.1'] }, asked))).toContain('old_protocol')
    expect(codes(judgeServed({ chain: [der(good)], protocols: ['TLSv1'] }, asked))).toContain('only_old')
    expect(codes(judgeServed({ chain: [Buffer.from('junk')], protocols: modern }, asked))).toEqual(['no_tls'])
  })

  it('that lives six days is no alarm on its second, and in its last week an error', () => {
    const short = issue(name, { names: [name], by: root, from: inDays(-1), to: inDays(5) })
    expect(codes(judgeServed({ chain: [der(short)], protocols: modern }, asked))).not.toContain('ends_soon')
    const late = issue(name, { names: [name], by: root, from: inDays(-80), to: inDays(6.5) })
    expect(stateOf(judgeServed({ chain: [der(late)], protocols: modern }, asked))).toBe('error')
    expect([31, 29, 14, 6, 1, -1].map((days) => alarmOf(inDays(days), now))).toEqual([null, 30, 14, 7, 2, 2])
  })
})

describe('a certificate that waits', () => {
  const waiting = { recordSeenAt: null }
  it('is used at once where nothing is there, or no record binds', () => {
    expect(judgeWaiting(waiting, null, 'missing', now).use).toBe(true)
    expect(judgeWaiting(waiting, inDays(30), 'none', now).use).toBe(true)
  })
  it('waits for its record, then for what caches remember', () => {
    expect(judgeWaiting(waiting, inDays(30), 'missing', now)).toEqual({ use: false, recordSeenAt: null })
    expect(judgeWaiting(waiting, inDays(30), 'announced', now)).toEqual({ use: false, recordSeenAt: now })
    const seen = { recordSeenAt: new Date(now.getTime() - 2 * 3_600_000) }
    expect(judgeWaiting(seen, inDays(30), 'announced', now).use).toBe(true)
    expect(judgeWaiting(seen, inDays(30), 'missing', now)).toEqual({ use: false, recordSeenAt: null })
    expect(judgeWaiting({ recordSeenAt: now }, inDays(30), 'unanswered', now)).toEqual({ use: false, recordSeenAt: now })
  })
  it('is used unannounced rather than that the present one ends', () => {
    expect(judgeWaiting(waiting, inDays(0.9), 'missing', now).use).toBe(true)
  })
})

describe('names', () => {
  const of = (names: string[], days: number) => ({ names, notBefore: inDays(-days) })
  it('go to the newest that carries them, the host’s own to everybody', () => {
    const [host, wild, old] = [of([name], 3), of(['*.shop.test', 'shop.test'], 2), of(['shop.test'], 9)]
    const allotted = allotNames([old, wild, host], name)
    expect(allotted.map(({ certificate, names }) => [certificate === host, names])).toEqual([
      [true, [name]],
      [false, ['*.shop.test', 'shop.test']],
    ])
    expect(allotNames([host], name)[0]?.names).toEqual([])
    expect(allotNames([], name)).toEqual([])
    expect([replaces(wild, old), replaces(old, wild)]).toEqual([true, false])
  })
})

describe('renewal', () => {
  const life = { notBefore: inDays(-60), notAfter: inDays(30) }
  it('comes at two thirds, or when the authority would like it, but never too late', () => {
    expect(renewalDate(life, null, 0).getTime()).toBe(inDays(0).getTime())
    expect(renewalDate(life, { start: inDays(5), end: inDays(7) }, 0.5)).toEqual(inDays(6))
    expect(renewalDate(life, { start: inDays(100), end: inDays(200) }, 0.5)).toEqual(inDays(21))
  })
  it('is tried later and later, and not before the authority says', () => {
    expect([1, 2, 6, 60].map((attempts) => (nextTry(attempts, null, now).getTime() - now.getTime()) / 3_600_000)).toEqual([1, 2, 24, 24])
    expect(nextTry(1, inDays(2), now)).toEqual(inDays(2))
    expect(nextTry(1, inDays(900), now)).toEqual(inDays(8))
  })
})
