// The same tests against real servers: Knot, BIND and PowerDNS. What is read is what they have, what is changed is changed as a whole, and what somebody else
// changed meanwhile stays.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wireResolver } from '#lib/dns/wire-resolver'
import { powerDnsDoor } from './powerdns-door'
import { rfc2136Door } from './rfc2136-door'
import { apiKey, keyName, type NameServer, secret, startBind, startKnot, startPowerDns, zone } from './testing-servers'
import type { SetChange, SetKey, ZoneDoor } from './zone-door'

const foreign = [
  '@ 60 TXT "some-verification=1" "and more"',
  'www 60 CNAME ns.acme.test.',
  'taken 60 A 192.0.2.1',
  '@ 60 MX 10 mx.elsewhere.test.',
  'given 60 NS ns.other.test.',
]
const foreignSets = [
  { name: 'acme.test.', type: 'TXT', ttl: 60, contents: ['"some-verification=1" "and more"'] },
  { name: 'www.acme.test.', type: 'CNAME', ttl: 60, contents: ['ns.acme.test.'] },
  { name: 'taken.acme.test.', type: 'A', ttl: 60, contents: ['192.0.2.1'] },
  { name: 'acme.test.', type: 'MX', ttl: 60, contents: ['10 mx.elsewhere.test.'] },
  { name: 'given.acme.test.', type: 'NS', ttl: 60, contents: ['ns.other.test.'] },
]
const tsig = { name: keyName, algorithm: 'hmac-sha256' as const, secret: Buffer.from(secret, 'base64') }
const updateDoor = (port: number, key = tsig, name = zone) => rfc2136Door({ zone: name, server: { address: '127.0.0.1', port }, key })
const httpDoor = ({ httpPort }: NameServer, key = apiKey, name = zone) =>
  powerDnsDoor({ zone: name, url: `http://127.0.0.1:${httpPort}`, serverId: 'localhost', apiKey: key, allowPrivate: true })

const servers: [string, () => Promise<NameServer>, (server: NameServer) => ZoneDoor][] = [
  ['Knot', () => startKnot(foreign), ({ port }) => updateDoor(port)],
  ['BIND', () => startBind(foreign), ({ port }) => updateDoor(port)],
  ['PowerDNS', () => startPowerDns(foreignSets), (server) => httpDoor(server)],
]

const txt = (name: string): SetKey => ({ name, type: 'TXT' })

describe.each(servers)('%s', (_, start, doorOf) => {
  let server: NameServer
  let door: ZoneDoor
  beforeAll(async () => {
    server = await start()
    door = doorOf(server)
  })
  afterAll(() => server?.stop())
  const one = async (key: SetKey) => {
    const [set] = await door.read([key])
    if (!set) throw new Error('no set')
    return set
  }
  const changed = async (key: SetKey, more: Partial<SetChange>): Promise<void> =>
    door.change([{ set: await one(key), add: [], remove: [], ttl: 300, ...more }])
  const seen = async (name: string, type: 'TXT' | 'MX' | 'SRV' | 'CNAME' | 'TLSA') => {
    const answer = await wireResolver({ servers: [{ address: '127.0.0.1', port: server.port }], authoritative: true }).lookup(name, type)
    return answer.state === 'found' ? (answer.records as unknown[]).map((record) => JSON.stringify(record)).sort() : []
  }

  it('shows what is there: texts in one piece, aliases, and names that are taken', async () => {
    expect(await one(txt('acme.test'))).toMatchObject({ values: ['some-verification=1and more'], blocked: false })
    expect(await one({ name: 'acme.test', type: 'MX' })).toMatchObject({ values: ['10 mx.elsewhere.test.'] })
    expect(await one({ name: 'www.acme.test', type: 'CNAME' })).toMatchObject({ values: ['ns.acme.test.'], blocked: false })
    expect(await one(txt('www.acme.test'))).toMatchObject({ values: [], blocked: true })
    expect(await one({ name: 'taken.acme.test', type: 'CNAME' })).toMatchObject({ values: [], blocked: true })
    expect(await one(txt('x.given.acme.test'))).toMatchObject({ values: [], blocked: true })
    expect(await one(txt('nowhere.acme.test'))).toMatchObject({ values: [], blocked: false })
  })

  it('takes records of every type, and gives them back; long texts in strings, quotes and backslashes as they are', async () => {
    const long = `v=DKIM1; k=rsa; p=${'A'.repeat(700)}`
    const keys: [SetKey, string][] = [
      [txt('s1._domainkey.acme.test'), long],
      [txt('odd.acme.test'), 'a "quoted" \\ text; with semicolons'],
      [{ name: '_imaps._tcp.acme.test', type: 'SRV' }, '0 1 993 mail.acme.test.'],
      [{ name: 'autoconfig.acme.test', type: 'CNAME' }, 'panel.test.'],
      [{ name: '_25._tcp.mail.acme.test', type: 'TLSA' }, `3 1 1 ${'ab'.repeat(32)}`],
      [{ name: 'mail2.acme.test', type: 'MX' }, '10 mail.acme.test.'],
    ]
    const sets = await door.read(keys.map(([key]) => key))
    await door.change(sets.map((set, index) => ({ set, add: [keys[index]?.[1] ?? ''], remove: [], ttl: 300 })))
    const after = await door.read(keys.map(([key]) => key))
    expect(after.map(({ values }) => values)).toEqual(keys.map(([, value]) => [value]))
    expect(await seen('s1._domainkey.acme.test', 'TXT')).toEqual([JSON.stringify(long)])
    expect(await seen('odd.acme.test', 'TXT')).toEqual([JSON.stringify('a "quoted" \\ text; with semicolons')])
    await door.change(after.map((set) => ({ set, add: [], remove: set.values, ttl: 300 })))
    expect((await door.read(keys.map(([key]) => key))).every(({ values }) => values.length === 0)).toBe(true)
  })

  it('puts a record beside those of others, and takes it away without them', async () => {
    await changed(txt('acme.test'), { add: ['v=spf1 mx -all'] })
    expect((await one(txt('acme.test'))).values.toSorted()).toEqual(['some-verification=1and more', 'v=spf1 mx -all'])
    await changed(txt('acme.test'), { remove: ['v=spf1 mx -all'] })
    expect((await one(txt('acme.test'))).values).toEqual(['some-verification=1and more'])
  })

  it('refuses what somebody else changed since it was read, and changes nothing of the rest either', async () => {
    const stale = await door.read([txt('race.acme.test'), txt('calm.acme.test'), txt('acme.test')])
    const [race, calm, full] = stale as [(typeof stale)[0], (typeof stale)[0], (typeof stale)[0]]
    await changed(txt('race.acme.test'), { add: ['somebody was faster'] })
    const late = door.change([race, calm].map((set) => ({ set, add: ['late'], remove: [], ttl: 300 })))
    await expect(late).rejects.toMatchObject({ reason: 'changed' })
    expect(await seen('race.acme.test', 'TXT')).toEqual(['"somebody was faster"'])
    expect(await seen('calm.acme.test', 'TXT')).toEqual([])
    await changed(txt('acme.test'), { add: ['one more'] })
    await expect(door.change([{ set: full, add: [], remove: [...full.values], ttl: 300 }])).rejects.toMatchObject({ reason: 'changed' })
    expect(await seen('acme.test', 'TXT')).toHaveLength(2)
    await changed(txt('acme.test'), { remove: ['one more'] })
    await changed(txt('race.acme.test'), { remove: ['somebody was faster'] })
  })

  it('says so when it is gone', async () => {
    const closed = await freeDoor(server)
    await expect(closed.read([txt('acme.test')])).rejects.toMatchObject({ reason: 'unreachable' })
  })

  const freeDoor = async ({ httpPort }: NameServer) =>
    httpPort === 0 ? updateDoor(9) : powerDnsDoor({ zone, url: 'http://127.0.0.1:9', serverId: 'localhost', apiKey, allowPrivate: true })
})

describe('who has not the right key', () => {
  it('is refused by servers that take updates, and no answer without a signature is believed', async () => {
    for (const server of [await startKnot([]), await startBind([])]) {
      const other = { ...tsig, secret: Buffer.alloc(32, 1) }
      await expect(updateDoor(server.port, other).read([txt('acme.test')])).rejects.toMatchObject({ reason: 'key_refused' })
      const unknown = { ...tsig, name: 'stranger' }
      await expect(updateDoor(server.port, unknown).read([txt('acme.test')])).rejects.toMatchObject({ reason: 'key_refused' })
      await expect(updateDoor(server.port, tsig, 'other.test').read([txt('x.other.test')])).rejects.toMatchObject({
        reason: expect.stringMatching(/^(?:refused|no_zone)$/),
      })
      await server.stop()
    }
  })

  it('is refused by PowerDNS, whose private address needs permission', async () => {
    const server = await startPowerDns([])
    await expect(httpDoor(server, 'wrong').read([txt('acme.test')])).rejects.toMatchObject({ reason: 'key_refused' })
    await expect(httpDoor(server, apiKey, 'other.test').read([txt('x.other.test')])).rejects.toMatchObject({ reason: 'no_zone' })
    const url = `http://127.0.0.1:${server.httpPort}`
    const closed = powerDnsDoor({ zone, url, serverId: 'localhost', apiKey, allowPrivate: false })
    await expect(closed.read([txt('acme.test')])).rejects.toMatchObject({ reason: 'private_address' })
    await server.stop()
  })
})
