import { describe, expect, test } from 'vitest'
import { parseIp } from '../ip'
import { resolverOf, type Zone } from '../zone-resolver'
import { checkHost } from './check-host'

const from = (ip: string, sender = 'ana@example.org', helo = 'mx.example.org') => ({
  ip: parseIp(ip) ?? raise(ip),
  sender,
  domain: sender.slice(sender.lastIndexOf('@') + 1),
  helo,
})
const raise = (text: string): never => {
  throw new Error(text)
}
const spf = (text: string) => ({ TXT: [text] })
const resultOf = async (zone: Zone, mail = from('192.0.2.1')) => (await checkHost(resolverOf(zone), mail)).result

describe('who may send for a domain', () => {
  test('a domain without a record says nothing; one with two is wrong', async () => {
    expect(await resultOf({})).toBe('none')
    expect(await resultOf({ 'example.org': { TXT: ['v=spf1 -all', 'v=spf1 ~all'] } })).toBe('permerror')
    expect(await resultOf({ 'example.org': { TXT: ['v=spf10 -all'] } })).toBe('none')
  })

  test('terms are read from left to right, and the first that matches decides', async () => {
    const zone = { 'example.org': spf('v=spf1 -ip4:192.0.2.1 +ip4:192.0.2.0/24 ~all') }
    expect(await resultOf(zone)).toBe('fail')
    expect(await resultOf(zone, from('192.0.2.2'))).toBe('pass')
    expect(await resultOf(zone, from('198.51.100.1'))).toBe('softfail')
  })

  test('networks end inside of octets, in both families', async () => {
    const zone = { 'example.org': spf('v=spf1 ip4:192.0.2.128/25 ip6:2001:db8:8000::/33 -all') }
    expect(await resultOf(zone, from('192.0.2.129'))).toBe('pass')
    expect(await resultOf(zone, from('192.0.2.127'))).toBe('fail')
    expect(await resultOf(zone, from('2001:db8:ffff::1'))).toBe('pass')
    expect(await resultOf(zone, from('2001:db8:7fff::1'))).toBe('fail')
    expect(await resultOf(zone, from('::ffff:192.0.2.130'))).toBe('pass')
  })

  test('a timeout is no verdict, and a name that is missing is one', async () => {
    expect(await resultOf({ 'example.org': 'timeout' })).toBe('temperror')
    expect(await resultOf({ 'example.org': spf('v=spf1 a:gone.example.org -all') })).toBe('fail')
    expect(await resultOf({ 'example.org': spf('v=spf1 a:slow.example.org -all'), 'slow.example.org': 'servfail' })).toBe('temperror')
  })

  test('an include counts by its pass alone, and must be there', async () => {
    const zone = { 'example.org': spf('v=spf1 include:relay.example ?all'), 'relay.example': spf('v=spf1 ip4:192.0.2.1 -all') }
    expect(await resultOf(zone)).toBe('pass')
    expect(await resultOf(zone, from('198.51.100.1'))).toBe('neutral')
    expect(await resultOf({ 'example.org': spf('v=spf1 include:relay.example ?all') })).toBe('permerror')
  })

  test('ten look-ups are enough, an eleventh is an error, also in a circle', async () => {
    const chain = (links: number): Zone =>
      Object.fromEntries([
        ['example.org', spf('v=spf1 include:i1.example -all')],
        ...Array.from({ length: links }, (_, index) => [
          `i${index + 1}.example`,
          spf(index + 1 === links ? 'v=spf1 ip4:192.0.2.1 -all' : `v=spf1 include:i${index + 2}.example -all`),
        ]),
      ])
    expect(await resultOf(chain(10))).toBe('pass')
    expect(await resultOf(chain(11))).toBe('permerror')
    expect(await resultOf({ 'example.org': spf('v=spf1 include:example.org -all') })).toBe('permerror')
  })

  test('two look-ups may find nothing, a third may not', async () => {
    expect(await resultOf({ 'example.org': spf('v=spf1 a:a.example a:b.example ip4:192.0.2.1 -all') })).toBe('pass')
    expect(await resultOf({ 'example.org': spf('v=spf1 a:a.example a:b.example a:c.example ip4:192.0.2.1 -all') })).toBe('permerror')
  })

  test('a null MX names no host', async () => {
    const zone: Zone = { 'example.org': { TXT: ['v=spf1 mx -all'], MX: [{ preference: 0, exchange: '.' }] } }
    expect(await resultOf(zone)).toBe('fail')
  })

  test('macros stand for the mail', async () => {
    const zone: Zone = {
      'example.org': spf('v=spf1 exists:%{ir}.%{v}._ip.%{d2}.%{l1r-}.example -all exp=why.%{d}'),
      '1.2.0.192.in-addr._ip.example.org.ana.example': { A: ['127.0.0.2'] },
      'why.example.org': { TXT: ['%{c} may not send for %{s}%_(%{S})'] },
    }
    const mail = from('192.0.2.1', 'bulk-ana@example.org')
    expect(await checkHost(resolverOf(zone), { ...mail, sender: 'ana-bulk@example.org' })).toMatchObject({ result: 'pass' })
    expect(await resultOf(zone, mail)).toBe('fail')
    expect(await checkHost(resolverOf(zone), from('192.0.2.9', 'ana@example.org'))).toMatchObject({
      result: 'fail',
      explanation: '192.0.2.9 may not send for ana@example.org (ana%40example.org)',
    })
    expect(await resultOf(zone, from('192.0.2.1', 'ana@example.org'))).toBe('pass')
  })

  test('the reverse name counts when it leads back', async () => {
    const zone: Zone = {
      'example.org': spf('v=spf1 ptr -all'),
      '1.2.0.192.in-addr.arpa': { PTR: ['mx.example.org'] },
      '2.2.0.192.in-addr.arpa': { PTR: ['mx.example.org'] },
      'mx.example.org': { A: ['192.0.2.1'] },
    }
    expect(await resultOf(zone)).toBe('pass')
    expect(await resultOf(zone, from('192.0.2.2'))).toBe('fail')
  })

  test('an explanation that is wrong or missing changes no result', async () => {
    for (const text of ['%{x}', 'Grüße'])
      expect(
        await checkHost(resolverOf({ 'example.org': spf('v=spf1 -all exp=e.example'), 'e.example': spf(text) }), from('192.0.2.1')),
      ).toMatchObject({
        result: 'fail',
        explanation: null,
      })
  })
})
