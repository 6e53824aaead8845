import { expect, it } from 'vitest'
import { type AdviceFacts, adviseOn } from './advice'
import { gatherSenders, type KnownSource, type SourceCount } from './senders'
import type { SenderView } from './summary-schema'

const sender = (role: SenderView['role'], given: Partial<SenderView> = {}): SenderView => ({
  kind: role === 'own' ? 'host' : 'organisation',
  name: `${role}.example`,
  role,
  messages: 0,
  aligned: 0,
  forwarded: 0,
  failed: 0,
  days: 20,
  why: { dkim: 'unsigned', spf: 'failed', otherDomain: '' },
  addresses: [],
  addressCount: 1,
  ...given,
})
const facts = (given: Partial<AdviceFacts>): AdviceFacts => ({
  policy: 'none',
  days: 30,
  daysUnderPolicy: 30,
  senders: [sender('own', { messages: 1000, aligned: 1000 })],
  messages: 1000,
  aligned: 1000,
  outbound: null,
  ...given,
})
const verdict = (given: Partial<AdviceFacts>) => adviseOn(facts(given)).verdict

it('goes step by step: from watching to setting aside, to refusing, and then it is done', () => {
  expect(adviseOn(facts({}))).toMatchObject({ verdict: 'ready', to: 'quarantine', share: 1 })
  expect(adviseOn(facts({ policy: 'quarantine' }))).toMatchObject({ verdict: 'ready', to: 'reject' })
  expect(adviseOn(facts({ policy: 'reject' }))).toMatchObject({ verdict: 'done', to: null })
})

it('says nothing where nothing is known: no reports, no policy, few days, few messages, a policy that is new', () => {
  expect(verdict({ messages: 0, aligned: 0, senders: [] })).toBe('no_reports')
  expect(verdict({ policy: null })).toBe('no_policy')
  expect(verdict({ days: 13 })).toBe('too_little')
  expect(verdict({ messages: 99, aligned: 99, senders: [sender('own', { messages: 99, aligned: 99 })] })).toBe('too_little')
  expect(adviseOn(facts({ policy: 'quarantine', daysUnderPolicy: 13 }))).toMatchObject({ verdict: 'too_early', days: 13 })
  expect(verdict({ policy: 'none', daysUnderPolicy: 0 })).toBe('ready')
})

it('is not held up by strangers, whom the policy is for, nor by what others sent on', () => {
  const senders = [
    sender('proved', { messages: 994, aligned: 990, failed: 4 }),
    sender('stranger', { messages: 500, failed: 500 }),
    sender('forwarder', { messages: 60, forwarded: 60 }),
  ]
  const advice = adviseOn(facts({ senders, messages: 1554, aligned: 990 }))
  expect(advice).toMatchObject({ verdict: 'ready', strangers: 500, forwarded: 60 })
  expect(advice.share).toBeCloseTo(0.996, 3)
})

it('names who is to be mended first: services that prove only themselves, and own hosts even when they are few among many', () => {
  const service = sender('service', { name: 'letters.example', messages: 50, failed: 50 })
  expect(
    adviseOn(facts({ senders: [sender('own', { messages: 950, aligned: 950 }), service], messages: 1000, aligned: 950 })),
  ).toMatchObject({
    verdict: 'mend',
    mend: [{ name: 'letters.example', failed: 50 }],
  })
  const host = sender('own', { name: 'mail2', messages: 100, aligned: 80, failed: 20 })
  const senders = [sender('proved', { messages: 9900, aligned: 9900 }), host]
  expect(adviseOn(facts({ senders, messages: 10_000, aligned: 9980 }))).toMatchObject({ verdict: 'mend', mend: [{ name: 'mail2' }] })
  expect(adviseOn(facts({ policy: 'reject', senders, messages: 10_000, aligned: 9980 }))).toMatchObject({ verdict: 'own_refused' })
})

it('asks more of the last step than of the first', () => {
  const senders = [sender('proved', { messages: 1000, aligned: 990, failed: 10 })]
  expect(verdict({ senders, aligned: 990 })).toBe('ready')
  expect(verdict({ senders, aligned: 990, policy: 'quarantine' })).toBe('mend')
})

const count = (ip: string, messages: number, given: Partial<SourceCount> = {}): SourceCount => ({
  ...{ ip, messages, dkim: 'aligned', spf: 'aligned', forwarded: false, otherDomain: '', days: [1, 2, 3, 4] },
  ...given,
})
const named = (name: string, organisation: string, given: Partial<KnownSource> = {}): KnownSource => ({
  ...{ name, organisation, confirmed: true, ownKind: null, ownName: '' },
  ...given,
})
const failing = { dkim: 'unsigned', spf: 'failed' } as const

it('senders are grouped by who registered their confirmed name; a name that does not point back counts for nothing', () => {
  const known = new Map([
    ['192.0.2.1', named('a.big.example', 'big.example')],
    ['198.51.100.9', named('b.big.example', 'big.example')],
    ['203.0.113.5', named('mail.big.example', '', { confirmed: false })],
    ['192.0.2.77', named('', '', { confirmed: false, ownKind: 'host', ownName: 'mail1' })],
  ])
  const senders = gatherSenders(
    [
      count('192.0.2.1', 5),
      count('198.51.100.9', 6),
      count('203.0.113.5', 3, failing),
      count('203.0.113.9', 1, failing),
      count('192.0.2.77', 2, failing),
      count('2001:db8:1::5', 1),
    ],
    known,
  )
  expect(senders.map(({ kind, name, role, messages }) => [kind, name, role, messages])).toEqual([
    ['organisation', 'big.example', 'proved', 11],
    ['network', '203.0.113.0/24', 'stranger', 4],
    ['host', 'mail1', 'own', 2],
    ['network', '2001:db8:1::5', 'proved', 1],
  ])
  expect(senders[1]?.addresses).toEqual([
    { ip: '203.0.113.5', name: 'mail.big.example', confirmed: false, messages: 3, aligned: 0 },
    { ip: '203.0.113.9', name: '', confirmed: false, messages: 1, aligned: 0 },
  ])
})

it('who proves only another name is a service when it comes often, and who sends on is a forwarder', () => {
  const known = new Map([
    ['192.0.2.1', named('out.letters.example', 'letters.example')],
    ['192.0.2.2', named('fwd.school.example', 'school.example')],
  ])
  const foreign = { dkim: 'foreign', spf: 'foreign', otherDomain: 'letters.example' } as const
  const roles = (counts: SourceCount[]) => gatherSenders(counts, known).map(({ role }) => role)
  expect(roles([count('192.0.2.1', 9, foreign)])).toEqual(['service'])
  expect(roles([count('192.0.2.1', 9, { ...foreign, days: [1] })])).toEqual(['stranger'])
  expect(roles([count('192.0.2.3', 9, foreign)])).toEqual(['stranger'])
  expect(roles([count('192.0.2.2', 9, { dkim: 'broken', spf: 'foreign', forwarded: true }), count('192.0.2.2', 1)])).toEqual(['proved'])
  const sentOn = { dkim: 'broken', spf: 'foreign', forwarded: true } as const
  expect(roles([count('192.0.2.2', 9, sentOn)])).toEqual(['forwarder'])
  expect(roles([count('192.0.2.2', 20, sentOn), count('192.0.2.9', 1000)])).toEqual(['proved', 'forwarder'])
  // A service whose key is wrong leaves the same traces as a list, only more of them.
  expect(roles([count('192.0.2.2', 50, sentOn), count('192.0.2.9', 1000)])).toEqual(['proved', 'service'])
})

it('warns when reports are about little of what we sent, and of servers that are not ours, and holds nothing up for that', () => {
  const days = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-30T23:59:59.999Z' }
  const saw = (sent: number, seen: number) => adviseOn(facts({ outbound: { sent, seen, ...days } }))
  expect(saw(1204, 1180)).toMatchObject({ verdict: 'ready', warnings: [], outbound: { sent: 1204, seen: 1180 } })
  expect(saw(1204, 300)).toMatchObject({ verdict: 'ready', warnings: ['little_seen'] })
  expect(saw(99, 0).warnings).toEqual([])
  expect(adviseOn(facts({})).warnings).toEqual([])
  const service = sender('service', { name: 'news.example', messages: 7, aligned: 7 })
  const proved = sender('proved', { name: 'shop.example', messages: 20, aligned: 20 })
  const senders = [sender('own', { messages: 973, aligned: 973 }), service, proved, sender('stranger', { messages: 90, failed: 90 })]
  expect(adviseOn(facts({ senders }))).toMatchObject({
    verdict: 'ready',
    warnings: ['others_send'],
    others: { messages: 27, names: ['shop.example', 'news.example'] },
  })
})
