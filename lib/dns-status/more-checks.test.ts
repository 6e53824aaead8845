// The checks that look beyond one record: keys, lists of names, names that are nobody's, names that look alike, the logo itself, and what SPF can save.
import { describe, expect, it } from 'vitest'
import { lookAlikesMax, lookAlikesOf } from '#lib/dns/look-alikes'
import { servicesAt } from '#lib/dns/mail-ports'
import { resolverOf, type Zone } from '#lib/dns/zone-resolver'
import { checkBimi } from './checks/check-bimi'
import { checkBlocklists } from './checks/check-blocklists'
import { checkDangling } from './checks/check-dangling'
import { checkDkim } from './checks/check-dkim'
import { checkLookAlikes } from './checks/check-look-alikes'
import { checkNames } from './checks/check-names'
import { checkSpf } from './checks/check-spf'
import type { DkimFact, DomainFacts, HostFacts } from './facts'
import type { FetchPicture } from './fetches'
import type { CheckResult } from './schema'

const key = Buffer.alloc(32, 7).toString('base64')
const now = new Date('2026-11-23T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const host: HostFacts = {
  ...{ name: 'mail.acme.test', addresses: ['9.9.9.9'], relay: null, allowPrivate: false, validating: true },
  ...{ blocklists: ['list.test'], nameLists: ['names.test'], shown: [], nextKeys: [], currentChains: [], nextChains: [] },
}
const facts: DomainFacts = {
  ...{ name: 'acme.test', kind: 'hosted', hasMail: true, host, services: servicesAt(undefined), publicUrl: 'https://panel.test' },
  ...{ policyBefore: null, dkim: [], lookAlikes: null },
}
const keyed = (given: Partial<DkimFact>): DomainFacts => ({
  ...facts,
  dkim: [
    {
      ...{ selector: 's1', algorithm: 'ed25519', publicKey: key, since: hoursAgo(1), lostRecord: false, obstacle: false },
      state: 'active',
      ...given,
    },
  ],
})
const told = ({ state, errors, warnings }: CheckResult) => [state, ...[...errors, ...warnings].map(({ code }) => code)].join(' ')
const record = `v=DKIM1; k=ed25519; p=${key}`
const dkim = async (texts: string[] | 'servfail', given: Partial<DkimFact> = {}) =>
  told(await checkDkim(resolverOf({ 's1._domainkey.acme.test': texts === 'servfail' ? texts : { TXT: texts } }), keyed(given), now))

describe('the record of a key', () => {
  it('that signs has to be there, and be that of the key', async () => {
    expect(await dkim([record])).toBe('ok')
    expect(await dkim([record, 'some-verification=1'])).toBe('ok')
    expect(await dkim([])).toBe('error dkim_record_missing')
    expect(await dkim([record.replace(key, Buffer.alloc(32, 8).toString('base64'))])).toBe('error dkim_record_different')
    expect(await dkim([record.slice(0, -20)])).toBe('error dkim_record_different')
    expect(await dkim(['v=DKIM1; p='])).toBe('error dkim_record_revoked')
    expect(await dkim([record, record])).toBe('error dkim_record_several')
    expect(await dkim([`v=DKIM1; k=ed25519; t=y; p=${key}`])).toBe('warning dkim_record_testing')
    expect(await dkim('servfail')).toBe('unknown')
  })

  it('that is about to be published is waited for, and after two days told of', async () => {
    expect(await dkim([], { state: 'pending' })).toBe('ok')
    expect(await dkim([], { state: 'pending', since: hoursAgo(49) })).toBe('warning dkim_waits')
    expect(await dkim([], { state: 'pending', lostRecord: true })).toBe('error dkim_stopped')
    expect(await dkim([record], { state: 'published', obstacle: true })).toBe('warning dkim_not_signing')
  })

  it('that rests has to stay for a while, and that is done for may go', async () => {
    expect(await dkim([], { state: 'retiring' })).toBe('warning dkim_gone_early')
    expect(await dkim([], { state: 'retired' })).toBe('ok')
    expect(await dkim(['v=DKIM1; p='], { state: 'retired' })).toBe('ok')
  })

  it('is shown to be pasted, each at its own selector', async () => {
    const result = await checkDkim(resolverOf({}), keyed({}), now)
    expect(result.records).toEqual([{ name: 's1._domainkey.acme.test', type: 'TXT', value: record }])
    expect(told(await checkDkim(resolverOf({}), facts, now))).toBe('ok')
  })
})

describe('lists', () => {
  const proved: Zone = {
    'test.names.test': { A: ['127.0.1.2'] },
    '2.0.0.127.list.test': { A: ['127.0.0.2'] },
    'mail.acme.test': { A: ['9.9.9.9'] },
  }
  const names = async (zone: Zone) => told(await checkNames(resolverOf(zone), facts))
  const ofHost = async (zone: Zone) => told(await checkBlocklists(resolverOf(zone), host))

  it('of names are asked for the domain, and of the host for its name', async () => {
    expect(await names(proved)).toBe('ok')
    expect(await names({ ...proved, 'acme.test.names.test': { A: ['127.0.1.4'] } })).toBe('error name_listed')
    expect(await ofHost({ ...proved, 'mail.acme.test.names.test': { A: ['127.0.1.4'] } })).toBe('error listed')
    expect(await names({ ...proved, 'acme.test.names.test': { A: ['127.255.255.254'] } })).toBe('unknown')
    expect(await names({ ...proved, 'acme.test.names.test': 'servfail' })).toBe('unknown')
  })

  it('that name everybody, or nobody, are not believed', async () => {
    const everybody: Zone = { ...proved, 'invalid.names.test': { A: ['127.0.1.2'] }, 'acme.test.names.test': { A: ['127.0.1.2'] } }
    expect(await names(everybody)).toBe('unknown')
    expect(await ofHost({ ...everybody, 'mail.acme.test.names.test': { A: ['127.0.1.2'] } })).toBe('warning list_broken')
    const { '2.0.0.127.list.test': _, ...empty } = proved
    expect(await ofHost(empty)).toBe('warning list_broken')
    expect(await ofHost({ ...proved, '1.0.0.127.list.test': { A: ['127.0.0.2'] }, '9.9.9.9.list.test': { A: ['127.0.0.2'] } })).toBe(
      'warning list_broken',
    )
    expect(await ofHost({ ...proved, '2.0.0.127.list.test': 'timeout' })).toBe('unknown')
  })
})

describe('records that lead nowhere', () => {
  const zone: Zone = {
    'acme.test': {
      MX: [{ preference: 10, exchange: 'mail.acme.test' }],
      NS: ['ns1.dns.test'],
      TXT: ['v=spf1 include:spf.sender.test -all'],
    },
    'mail.acme.test': { A: ['9.9.9.9'] },
    'ns1.dns.test': { A: ['8.8.4.4'] },
    'spf.sender.test': { TXT: ['v=spf1 ip4:8.8.8.8 -all'] },
    'sender.test': { NS: ['ns1.dns.test'] },
    'other.test': { NS: ['ns1.dns.test'] },
  }
  const dangling = async (more: Zone) => told(await checkDangling(resolverOf({ ...zone, ...more }), facts))
  const apex = (more: object): Zone => ({ 'acme.test': { ...(zone['acme.test'] as object), ...more } })

  it('are an error where anybody can register the name', async () => {
    expect(await dangling({})).toBe('ok')
    expect(await dangling(apex({ MX: [{ preference: 10, exchange: 'mx.gone.test' }] }))).toBe('error dangling_open')
    expect(await dangling(apex({ NS: ['ns1.gone.test'] }))).toBe('error dangling_open')
    expect(await dangling(apex({ TXT: ['v=spf1 include:spf.gone.test -all'] }))).toBe('error dangling_open')
    expect(await dangling({ 'spf.sender.test': { TXT: ['v=spf1 include:gone.test -all'] } })).toBe('error dangling_open')
    expect(await dangling({ 'autoconfig.acme.test': { CNAME: ['acme.gone.test'] } })).toBe('error dangling_open')
    const srv = { SRV: [{ priority: 0, weight: 1, port: 993, target: 'imap.gone.test' }] }
    expect(await dangling({ '_imaps._tcp.acme.test': srv })).toBe('error dangling_open')
  })

  it('also the space of a customer of a hoster, where the next one may take it', async () => {
    const cname = { CNAME: ['acme-app.herokuapp.com'] }
    expect(await dangling({ 'www.acme.test': cname, 'herokuapp.com': { NS: ['ns1.dns.test'] } })).toBe('error dangling_open')
    expect(await dangling({ 'www.acme.test': cname, 'acme-app.herokuapp.com': { A: ['8.8.8.8'] } })).toBe('ok')
  })

  it('are a warning below a name that somebody owns, and the domain’s own affair below itself', async () => {
    expect(await dangling({ 'autoconfig.acme.test': { CNAME: ['panel.other.test'] } })).toBe('warning dangling_nowhere')
    expect(await dangling({ 'autoconfig.acme.test': { CNAME: ['panel.acme.test'] } })).toBe('warning dangling_nowhere')
    // MX and SPF say so themselves.
    expect(await dangling(apex({ MX: [{ preference: 10, exchange: 'mx.other.test' }] }))).toBe('ok')
  })

  it('nothing is concluded from no answer', async () => {
    expect(await dangling({ ...apex({ MX: [{ preference: 10, exchange: 'mx.gone.test' }] }), 'gone.test': 'servfail' })).toBe('unknown')
    expect(await dangling({ ...apex({ MX: [{ preference: 10, exchange: 'mx.gone.test' }] }), 'mx.gone.test': 'timeout' })).toBe('unknown')
  })
})

describe('names that look alike', () => {
  it('are few, can be asked for, and are none of one that lies below a registered name', () => {
    const names = lookAlikesOf('morningtide.example')
    expect(names.length).toBeLessThanOrEqual(lookAlikesMax)
    expect(names).toEqual(expect.arrayContaining(['morningtide.com', 'm0rningtide.example', 'rnorningtide.example', 'mornigtide.example']))
    expect(names.some((name) => name.startsWith('xn--'))).toBe(true)
    expect(names).not.toContain('morningtide.example')
    expect(lookAlikesOf('mail.morningtide.example')).toEqual([])
    for (const odd of ['a.test', 'xn--mller-kva.test', 'x.co.uk', 'test', ''])
      expect(lookAlikesOf(odd).every((name) => /^[a-z0-9.-]+$/.test(name))).toBe(true)
  })

  it('are shown when they take mail, and nothing is said against them', async () => {
    const zone: Zone = {
      'acne.test': { MX: [{ preference: 5, exchange: 'mx.acne.test' }] },
      'acm.test': { MX: [{ preference: 0, exchange: '' }] },
    }
    const result = await checkLookAlikes(resolverOf(zone), { ...facts, lookAlikes: ['acne.test', 'acm.test', 'acem.test'] })
    expect(result).toMatchObject({ state: 'ok', found: ['acne.test MX mx.acne.test.'], warnings: [] })
  })
})

describe('the logo', () => {
  const zone: Zone = {
    'default._bimi.acme.test': { TXT: ['v=BIMI1; l=https://acme.test/l.svg; a=https://acme.test/l.pem'] },
    '_dmarc.acme.test': { TXT: ['v=DMARC1; p=reject'] },
  }
  const bimi = async (answer: Awaited<ReturnType<FetchPicture>>) => told(await checkBimi(resolverOf(zone), async () => answer, facts))

  it('is fetched and has to be SVG Tiny PS', async () => {
    const svg = (text: string) => bimi({ state: 'fetched', content: Buffer.from(text) })
    const head = '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9"><title>Acme</title>'
    expect(await svg(`${head}<path d="M0 0h9v9z"/></svg>`)).toBe('ok')
    expect(await svg(`${head}<script>alert(1)</script></svg>`)).toBe('error svg_element')
    expect(await svg('<html/>')).toMatch(/^error svg_root|^error svg_element/)
    expect(await svg('GIF89a')).toMatch(/^error svg_/)
    expect(await bimi({ state: 'refused', status: 404 })).toBe('error bimi_picture_status')
    expect(await bimi({ state: 'wrong', why: 'certificate' })).toBe('error bimi_picture_certificate')
    expect(await bimi({ state: 'wrong', why: 'oversized' })).toBe('error bimi_picture_too_large')
    expect(await bimi({ state: 'unanswered' })).toBe('unknown')
  })
})

describe('SPF near its limit', () => {
  const services = 'abcdefg'.split('')
  const zone = (spf: string): Zone => ({
    'acme.test': { MX: [{ preference: 10, exchange: 'mail.acme.test' }], TXT: [spf] },
    'mail.acme.test': { A: ['9.9.9.9'], AAAA: ['2620:fe::fe'] },
    ...Object.fromEntries(services.map((letter) => [`${letter}.sender.test`, { TXT: ['v=spf1 ip4:8.8.8.8 -all'] }])),
  })
  const includes = services.map((letter) => `include:${letter}.sender.test`).join(' ')

  it('is advised to write out the addresses of its own hosts, and of no others', async () => {
    const result = await checkSpf(resolverOf(zone(`v=spf1 mx a:mail.acme.test ${includes} -all`)), facts)
    expect(told(result)).toBe('warning spf_near_limit spf_write_out')
    expect(result.warnings[1]?.values).toEqual({ terms: 'mx a:mail.acme.test', count: 2 })
    expect(result.records).toEqual([{ name: 'acme.test', type: 'TXT', value: `v=spf1 ip4:9.9.9.9 ip6:2620:fe::fe ${includes} -all` }])
    expect(told(await checkSpf(resolverOf(zone(result.records[0]?.value ?? '')), facts))).toBe('ok')
  })

  it('also beyond the limit; far from it nothing is advised', async () => {
    const beyond = await checkSpf(resolverOf(zone(`v=spf1 mx a a:mail.acme.test a:smtp.acme.test ${includes} -all`)), facts)
    expect(told(beyond)).toContain('spf_write_out')
    expect(told(await checkSpf(resolverOf(zone('v=spf1 mx a:mail.acme.test -all')), facts))).toBe('ok')
  })
})
