import { expect, it } from 'vitest'
import { resolverOf, type Zone } from '#lib/dns/zone-resolver'
import { lookFor, type World } from './look'

const name = '202611r._domainkey.example.org'
const key = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE='.slice(-44)
const text = `v=DKIM1; k=ed25519; p=${key}`
const shows = (...texts: string[]): Zone => ({ [name]: { TXT: texts } })
const nsZone: Zone = { 'example.org': { NS: ['ns1.test', 'ns2.test'] }, 'ns1.test': { A: ['192.0.2.1'] }, 'ns2.test': { A: ['192.0.2.2'] } }

const worldOf = (resolver: Zone, authorities: Record<string, Zone>): World => ({
  resolvers: [{ server: 'resolver', resolver: resolverOf({ ...nsZone, ...resolver }) }],
  authority: ({ name: server }) => {
    const zone = authorities[server]
    return zone ? { server, resolver: resolverOf(zone) } : null
  },
})
const seen = async (resolver: Zone, one: Zone, two: Zone = one) =>
  (await lookFor(worldOf(resolver, { 'ns1.test': one, 'ns2.test': two }), name, key)).verdict

it('a record that every server shows is agreed on, whatever other texts stand beside it', async () => {
  expect(await seen(shows(text), shows(text, 'v=spf1 -all'))).toBe('agreed')
})

it('a server that does not have it yet is named', async () => {
  const look = await lookFor(worldOf(shows(text), { 'ns1.test': shows(text), 'ns2.test': {} }), name, key)
  expect(look).toEqual({ verdict: 'disagree', servers: ['ns2.test'] })
  expect(await seen({}, shows(text))).toBe('disagree')
})

it('what is missing, another text, and an empty p= are told from each other', async () => {
  expect(await seen({}, {})).toBe('missing')
  expect(await seen(shows('v=spf1 -all'), shows('v=spf1 -all'))).toBe('missing')
  expect(await seen(shows(`${text.slice(0, -4)}AAA=`), shows(`${text.slice(0, -4)}AAA=`))).toBe('different')
  expect(await seen(shows(text, text.replace('v=DKIM1', 'v=DKIM1; n=x')), shows(text, text.replace('v=DKIM1', 'v=DKIM1; n=x')))).toBe(
    'different',
  )
  expect(await seen(shows('v=DKIM1; k=ed25519; p='), shows('v=DKIM1; k=ed25519; p='))).toBe('revoked')
})

it('nothing is concluded when a server fails, or when nobody knows the servers of the zone', async () => {
  expect(await seen(shows(text), shows(text), { [name]: 'timeout' })).toBe('unanswered')
  expect((await lookFor({ ...worldOf(shows(text), {}), authority: () => null }, name, key)).verdict).toBe('unanswered')
})

it('an alias is followed to the servers of the zone that it leads to', async () => {
  const target = 'r.keys.provider.test'
  const resolver: Zone = {
    [name]: { CNAME: [target], TXT: [text] },
    'provider.test': { NS: ['ns1.test'] },
  }
  const world = worldOf(resolver, { 'ns1.test': { [target]: { TXT: [text] } } })
  expect((await lookFor(world, name, key)).verdict).toBe('agreed')
})
