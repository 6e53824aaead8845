// T20: the publisher touches only records that it created, and shows its plan first. Against a real name server (Knot).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain } from '#lib/db/testing'
import { wireResolver } from '#lib/dns/wire-resolver'
import { keepRecords } from './keep-records'
import type { Wanted } from './plan'
import { planPublication, publish } from './publish'
import { rfc2136Door } from './rfc2136-door'
import { keyName, type NameServer, secret, startKnot, zone } from './testing-servers'
import { publishTxt, withdrawTxt } from './txt'
import { createZone, getZone, removeZone, testZone, updateZone } from './zones'

let server: NameServer
let owner: Actor
let domain: { id: string; name: string }
beforeAll(async () => {
  server = await startKnot(['@ 60 TXT "some-verification=1"', '@ 60 MX 10 mx.elsewhere.test.', 'www 60 A 192.0.2.1'])
  owner = await asOwner()
  domain = await givenDomain({ name: zone })
  const made = await createZone(owner, input())
  expect(made).toMatchObject({ ok: true })
})
afterAll(() => server?.stop())

const input = () => ({ name: zone, kind: 'rfc2136' as const, server: `127.0.0.1:${server.port}`, keyName, secret, allowPrivate: true })
const spf: Wanted = { name: zone, type: 'TXT', value: 'v=spf1 mx -all', purpose: 'sending' }
const dmarc: Wanted = { name: `_dmarc.${zone}`, type: 'TXT', value: 'v=DMARC1; p=none', purpose: 'sending' }
const mx: Wanted = { name: zone, type: 'MX', value: '10 mail.acme.test.', purpose: 'mail' }

/** Somebody else at the same zone. */
const door = () =>
  rfc2136Door({
    zone,
    server: { address: '127.0.0.1', port: server.port },
    key: { name: keyName, algorithm: 'hmac-sha256', secret: Buffer.from(secret, 'base64') },
  })
async function byAnotherHand(name: string, { add = [], remove = [] }: { add?: string[]; remove?: string[] }, type: 'TXT' | 'MX' = 'TXT') {
  const [set] = await door().read([{ name, type }])
  if (set) await door().change([{ set, add, remove, ttl: 60 }])
}
const seen = async (name = zone, type: 'TXT' | 'MX' | 'A' = 'TXT') => {
  const answer = await wireResolver({ servers: [{ address: '127.0.0.1', port: server.port }], authoritative: true }).lookup(name, type)
  return answer.state === 'found'
    ? (answer.records as unknown[]).map((record) => (typeof record === 'string' ? record : JSON.stringify(record))).sort()
    : []
}
const plan = (wanted: Wanted[], actor = owner) => planPublication(actor, zone, wanted)
const carryOut = async (wanted: Wanted[]) => publish(owner, zone, wanted, { digest: (await plan(wanted)).digest })
const actions = ({ lines }: Awaited<ReturnType<typeof plan>>) => lines.map(({ action, value }) => `${action} ${value}`)
const ours = async () => (await db().publishedRecord.findMany({ orderBy: { value: 'asc' } })).map(({ value }) => value)

beforeEach(async () => {
  await carryOut([])
  expect(await ours()).toEqual([])
  expect(await seen()).toEqual(['some-verification=1'])
})

describe('publication', () => {
  it('shows its plan, and until somebody says so the zone is as it was', async () => {
    const shown = await plan([spf, dmarc, mx])
    expect(actions(shown)).toEqual([`add ${spf.value}`, `add ${dmarc.value}`, `conflict ${mx.value}`])
    expect(shown).toMatchObject({ zone, changes: 2, problem: null })
    expect(shown.lines[2]).toMatchObject({ others: ['10 mx.elsewhere.test.'] })
    expect(await seen()).toEqual(['some-verification=1'])
  })

  it('adds beside what others have made, keeps what it made, and takes that back alone', async () => {
    const done = await carryOut([spf, dmarc, mx])
    if (!done.ok) throw new Error(JSON.stringify(done.refusals))
    expect(actions(done.value)).toEqual([`keep ${spf.value}`, `keep ${dmarc.value}`, `conflict ${mx.value}`])
    expect(await seen()).toEqual(['some-verification=1', spf.value])
    expect(await seen(`_dmarc.${zone}`)).toEqual([dmarc.value])
    expect(await seen(zone, 'MX')).toEqual([JSON.stringify({ preference: 10, exchange: 'mx.elsewhere.test' })])
    expect(await ours()).toEqual([dmarc.value, spf.value])
    expect(await db().change.findFirst({ where: { action: 'domain.dns-publish' }, orderBy: { id: 'desc' } })).toMatchObject({
      subjectName: zone,
      after: { records: [`${zone} TXT ${spf.value}`, `_dmarc.${zone} TXT ${dmarc.value}`] },
    })
    expect(await carryOut([])).toMatchObject({ ok: true, value: { lines: [] } })
    expect(await seen()).toEqual(['some-verification=1'])
    expect(await seen(zone, 'MX')).toHaveLength(1)
    expect(await seen(`www.${zone}`, 'A')).toEqual(['192.0.2.1'])
  })

  it('replaces its own record, and none that was edited since', async () => {
    await carryOut([spf])
    const other: Wanted = { ...spf, value: 'v=spf1 a -all' }
    await carryOut([other])
    expect(await seen()).toEqual(['some-verification=1', other.value])
    await byAnotherHand(zone, { remove: [other.value], add: ['v=spf1 include:theirs.test -all'] })
    expect(actions(await plan([spf]))).toEqual([`conflict ${spf.value}`, `lost ${other.value}`])
    await carryOut([spf])
    expect(await seen()).toEqual(['some-verification=1', 'v=spf1 include:theirs.test -all'])
    expect(await ours()).toEqual([])
    await carryOut([])
    expect(await seen()).toEqual(['some-verification=1', 'v=spf1 include:theirs.test -all'])
    await byAnotherHand(zone, { remove: ['v=spf1 include:theirs.test -all'] })
  })

  it('does not take for its own what was right already', async () => {
    await byAnotherHand(zone, { add: [spf.value] })
    expect(actions(await plan([spf]))).toEqual([`present ${spf.value}`])
    await carryOut([spf])
    await carryOut([])
    expect(await seen()).toEqual(['some-verification=1', spf.value])
    await byAnotherHand(zone, { remove: [spf.value] })
  })

  it('is refused when the zone is not as the plan showed it', async () => {
    const { digest } = await plan([spf])
    await byAnotherHand(zone, { add: ['later'] })
    expect(await publish(owner, zone, [spf], { digest })).toMatchObject({ ok: false, refusals: [{ code: 'dns_plan_changed' }] })
    expect(await publish(owner, zone, [spf, dmarc], { digest: (await plan([spf])).digest })).toMatchObject({ ok: false })
    expect(await seen()).toEqual(['later', 'some-verification=1'])
    await byAnotherHand(zone, { remove: ['later'] })
  })

  it('shows what strangers wrote without what steers a terminal or turns a page around', async () => {
    const odd = 'v=spf1 include:\u001b[31mx.test -all'
    await byAnotherHand(zone, { add: [odd] })
    const { lines } = await plan([spf])
    expect(lines[0]?.others).toEqual(['v=spf1 include:\ufffd[31mx.test -all'])
    await byAnotherHand(zone, { remove: [odd] })
  })

  it('is an administrator’s, of a domain that is theirs; others see the plan', async () => {
    const helper = await givenAdministrator('domain_admin', [domain])
    const { digest } = await plan([spf], helper)
    await expect(publish(helper, zone, [spf], { digest })).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await givenAdministrator('domain_admin', [await givenDomain()])
    await expect(plan([spf], stranger)).rejects.toMatchObject({ code: 'not_found' })
    expect(await seen()).toEqual(['some-verification=1'])
  })
})

describe('keys without a person', () => {
  const key: Wanted = { name: `s1._domainkey.${zone}`, type: 'TXT', value: 'v=DKIM1; k=ed25519; p=AAAA', purpose: 'signing' }
  const worker = systemActor('publication')
  const automatic = async (on: boolean) => updateZone(owner, zone, (await getZone(owner, zone)).version, { automatic: on })

  it('are published only where the zone is set so, are replaced by their revocation, and go at the end', async () => {
    expect(await keepRecords(worker, zone, [key])).toEqual([])
    await automatic(true)
    expect(await keepRecords(worker, zone, [key])).toMatchObject([{ action: 'add' }])
    expect(await seen(key.name)).toEqual([key.value])
    expect(await keepRecords(worker, zone, [key])).toEqual([])
    await keepRecords(worker, zone, [{ ...key, value: 'v=DKIM1; p=' }])
    expect(await seen(key.name)).toEqual(['v=DKIM1; p='])
    await keepRecords(worker, zone, [])
    expect(await seen(key.name)).toEqual([])
    expect(await ours()).toEqual([])
    await automatic(false)
  })

  it('TLSA records follow the certificates once a person has published some, and never come or go as a whole by themselves', async () => {
    const tlsa = (digit: string): Wanted => ({
      ...{ name: `_25._tcp.mail.${zone}`, type: 'TLSA', purpose: 'encryption' },
      value: `3 1 1 ${digit.repeat(64)}`,
    })
    const [present, next] = [tlsa('a'), tlsa('b')]
    const published = async () => (await ours()).filter((value) => value.startsWith('3 1 1'))
    await automatic(true)
    expect(await keepRecords(worker, zone, [present])).toEqual([])
    await carryOut([present])
    await keepRecords(worker, zone, [present, next])
    expect((await published()).toSorted()).toEqual([present.value, next.value])
    await keepRecords(worker, zone, [next])
    expect(await published()).toEqual([next.value])
    expect(await keepRecords(worker, zone, [])).toEqual([])
    expect(await published()).toEqual([next.value])
    await carryOut([])
    await automatic(false)
  })

  it('leave alone what another hand made, changed or took away, and all that is no key', async () => {
    await automatic(true)
    await carryOut([spf])
    await byAnotherHand(key.name, { add: ['v=DKIM1; p=THEIRS'] })
    expect(await keepRecords(worker, zone, [key])).toEqual([])
    expect(await seen(key.name)).toEqual(['v=DKIM1; p=THEIRS'])
    await byAnotherHand(key.name, { remove: ['v=DKIM1; p=THEIRS'] })
    await keepRecords(worker, zone, [key])
    await byAnotherHand(key.name, { remove: [key.value] })
    expect(await keepRecords(worker, zone, [key])).toEqual([])
    expect(await seen(key.name)).toEqual([])
    expect(await seen()).toContain(spf.value)
    await automatic(false)
  })
})

describe('a text for a proof', () => {
  it('comes beside others and goes without them', async () => {
    const worker = systemActor('certificates')
    const name = `_acme-challenge.${zone}`
    await byAnotherHand(name, { add: ['theirs'] })
    expect(await publishTxt(worker, zone, name, 'one')).toBe('done')
    expect(await publishTxt(worker, zone, name, 'two')).toBe('done')
    expect(await publishTxt(worker, zone, name, 'theirs')).toBe('done')
    expect(await seen(name)).toEqual(['one', 'theirs', 'two'])
    expect(await withdrawTxt(worker, zone, name, 'one')).toBe('done')
    expect(await withdrawTxt(worker, zone, name, 'theirs')).toBe('done')
    expect(await seen(name)).toEqual(['theirs', 'two'])
    expect(await withdrawTxt(worker, zone, name, 'two')).toBe('done')
    expect(await publishTxt(worker, 'other.test', '_acme-challenge.other.test', 'x')).toBe('unpublished')
    await byAnotherHand(name, { remove: ['theirs'] })
  })
})

describe('a zone', () => {
  const codes = (outcome: { ok: boolean; refusals?: { code: string }[] }) => outcome.refusals?.map(({ code }) => code)

  it('is tested with its key, which no view, audit entry or log has', async () => {
    expect(await testZone(owner, zone)).toMatchObject({ ok: true })
    const row = await db().dnsZone.findUniqueOrThrow({ where: { name: zone }, omit: { secretSealed: false } })
    expect(row.secretSealed).toMatch(/^v1\./)
    const entries = await db().change.findMany({ where: { subjectId: row.id } })
    const told = JSON.stringify([await getZone(owner, zone), entries], (_, value) => (typeof value === 'bigint' ? 1 : value))
    expect(told).not.toContain(secret)
    expect(told).not.toContain(row.secretSealed)
  })

  it('wants what its kind needs, and its key anew for another server', async () => {
    expect(codes(await createZone(owner, { ...input(), name: 'b.test', server: 'ns.example.test' }))).toEqual(['invalid_dns_server'])
    expect(codes(await createZone(owner, { ...input(), name: 'b.test', secret: 'short', keyName: '' }))).toEqual([
      'required',
      'invalid_tsig_secret',
    ])
    expect(codes(await createZone(owner, { ...input(), name: 'b.test', kind: 'powerdns', server: 'ftp://x' }))).toEqual(['invalid_dns_url'])
    expect(codes(await createZone(owner, input()))).toEqual(['dns_zone_exists'])
    const { version } = await getZone(owner, zone)
    expect(codes(await updateZone(owner, zone, version, { server: '192.0.2.9' }))).toEqual(['dns_secret_again'])
    await expect(createZone(await givenAdministrator('admin'), { ...input(), name: 'c.test' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('in a private network is asked only with permission, and one that is silent is told of', async () => {
    const made = await createZone(owner, { ...input(), name: 'inside.test', allowPrivate: false })
    expect(codes(await testZone(owner, 'inside.test'))).toEqual(['dns_door_private_address'])
    if (!made.ok) throw new Error('not made')
    const moved = await updateZone(owner, 'inside.test', 1, { server: '127.0.0.1:9', secret, allowPrivate: true })
    expect(moved).toMatchObject({ ok: true, value: { version: 2 } })
    await expect(testZone(owner, 'inside.test')).rejects.toMatchObject({ code: 'name_server_unreachable' })
    await givenDomain({ name: 'inside.test' })
    expect(await planPublication(owner, 'inside.test', [])).toMatchObject({ problem: null, lines: [] })
    expect(await planPublication(owner, 'inside.test', [{ ...spf, name: 'inside.test' }])).toMatchObject({ problem: 'unreachable' })
    expect(await removeZone(owner, 'inside.test', 2)).toMatchObject({ ok: true })
  })
})
