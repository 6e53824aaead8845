import { expect, test } from 'vitest'
import { agreeingResolver, type Voice } from './agreeing-resolver'
import { givingUp } from './giving-up'
import { resolverOf, type Zone, zoneResolver } from './zone-resolver'
import { zoneServers } from './zone-servers'

const voice = (server: string, zone: Zone, secure = false): Voice => ({ server, resolver: resolverOf(zone, { secure }) })
const mx = (...exchanges: string[]): Zone => ({ 'example.org': { MX: exchanges.map((exchange) => ({ preference: 10, exchange })) } })
const none = async (): Promise<Voice[]> => []

test('resolvers that say the same, in whatever order, agree; one that proves it is enough', async () => {
  const resolver = agreeingResolver({
    resolvers: [voice('one', mx('a.test', 'b.test')), voice('two', mx('b.test', 'a.test'), true)],
    zone: none,
  })
  expect(await resolver.lookup('Example.org', 'MX')).toMatchObject({ state: 'found', secure: true })
  expect(resolver.disagreements).toEqual([])
})

test('the servers of the zone are right where resolvers still remember something else', async () => {
  const resolver = agreeingResolver({
    resolvers: [voice('one', mx('old.test')), voice('two', mx('old.test'))],
    zone: async () => [voice('ns', mx('new.test'))],
  })
  expect(await resolver.lookup('example.org', 'MX')).toMatchObject({ records: [{ exchange: 'new.test' }] })
  expect(resolver.disagreements).toEqual([{ name: 'example.org', type: 'MX', servers: [['ns'], ['one', 'two']] }])
})

test('a server that fails is not heard, and only when all fail there is no answer', async () => {
  const broken = voice('broken', { 'example.org': 'servfail' })
  const some = agreeingResolver({ resolvers: [broken, voice('one', mx('a.test'))], zone: none })
  expect(await some.lookup('example.org', 'MX')).toMatchObject({ state: 'found' })
  expect(some.disagreements).toEqual([])
  const all = agreeingResolver({ resolvers: [broken], zone: async () => [voice('ns', { 'example.org': 'timeout' })] })
  expect(await all.lookup('example.org', 'MX')).toEqual({ state: 'failed', why: 'servfail' })
})

test('what one that validates withholds is no answer, unless another proves it', async () => {
  const validating = voice('validating', { 'example.org': 'bogus' })
  const zone = async () => [voice('ns', mx('a.test'))]
  const resolver = agreeingResolver({ resolvers: [validating, voice('plain', mx('a.test'))], zone })
  expect(await resolver.lookup('Example.org', 'MX')).toEqual({ state: 'failed', why: 'bogus' })
  expect(resolver.withheld).toEqual([{ name: 'example.org', type: 'MX', servers: ['validating'] }])
  const proved = agreeingResolver({ resolvers: [validating, voice('proving', mx('a.test'), true)], zone })
  expect(await proved.lookup('example.org', 'MX')).toMatchObject({ state: 'found', secure: true })
  expect(proved.withheld).toEqual([])
})

test('the servers of a zone are those of the nearest name above that has some, and never of a top-level domain', async () => {
  const zone: Zone = {
    test: { NS: ['a.nic.test'] },
    'example.test': { NS: ['ns2.example.test', 'ns1.example.test'] },
    'ns1.example.test': { A: ['192.0.2.1'] },
    'ns2.example.test': { AAAA: ['2001:db8::2'] },
  }
  expect(await zoneServers(resolverOf(zone), '_dmarc.mail.example.test')).toEqual([
    { name: 'ns1.example.test', address: '192.0.2.1' },
    { name: 'ns2.example.test', address: '2001:db8::2' },
  ])
  expect(await zoneServers(resolverOf(zone), 'other.test')).toEqual([])
  expect(await zoneServers(resolverOf({ 'a.example.test': 'timeout', ...zone }), 'a.example.test')).toEqual([])
})

test('a server that never answers is not asked for long; one that has answered is, whatever it is slow about', async () => {
  const asked: string[] = []
  const counting = (slow: (name: string) => boolean) =>
    givingUp(
      zoneResolver((name) => {
        asked.push(name)
        return slow(name) ? 'timeout' : undefined
      }),
    )
  const silent = counting(() => true)
  for (const name of ['a', 'b', 'c', 'd']) expect(await silent.lookup(name, 'A')).toEqual({ state: 'failed', why: 'timeout' })
  expect(asked).toEqual(['a', 'b'])
  const alive = counting((name) => name !== 'w')
  for (const name of ['v', 'w', 'x', 'y', 'z']) await alive.lookup(name, 'A')
  expect(asked.slice(2)).toEqual(['v', 'w', 'x', 'y', 'z'])
})
