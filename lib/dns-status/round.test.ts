// A domain and its host in order; then each record broken in turn: the check says so by the right code, says nothing else, and is well again with the record.
import { describe, expect, it, test } from 'vitest'
import { agreeingResolver } from '#lib/dns/agreeing-resolver'
import { servicesAt } from '#lib/dns/mail-ports'
import { resolverOf, type Zone } from '#lib/dns/zone-resolver'
import type { DomainFacts, HostFacts } from './facts'
import type { Fetches, FetchPicture } from './fetches'
import { checkDomain, checkHostName } from './round'
import type { CheckId } from './schema'

const key = Buffer.alloc(32, 7).toString('base64')
const host: HostFacts = {
  name: 'mail.acme.test',
  addresses: ['9.9.9.9'],
  relay: null,
  allowPrivate: false,
  validating: true,
  shown: [],
  currentChains: [],
  nextChains: [],
  blocklists: ['list.test'],
  nameLists: ['names.test'],
}
const domain: DomainFacts = {
  name: 'acme.test',
  kind: 'hosted',
  hasMail: true,
  host,
  services: servicesAt(undefined),
  publicUrl: 'https://panel.test',
  policyBefore: null,
  dkim: [
    {
      ...{ selector: 's1', algorithm: 'ed25519', publicKey: key },
      state: 'active',
      since: new Date(0),
      lostRecord: false,
      obstacle: false,
    },
  ],
  lookAlikes: null,
}
const six = '2620:fe::fe'
const reverse4 = '9.9.9.9.in-addr.arpa'
const reverse6 = 'e.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.e.f.0.0.0.2.6.2.ip6.arpa'
const digest = 'ab'.repeat(32)

const zone = (): Zone => ({
  'acme.test': {
    MX: [{ preference: 10, exchange: 'mail.acme.test' }],
    TXT: ['v=spf1 a:mail.acme.test include:list.test -all', 'some-verification=1'],
    CAA: [{ flags: 0, tag: 'issue', value: 'letsencrypt.org' }],
  },
  'list.test': { TXT: ['v=spf1 ip4:8.8.8.8 -all'] },
  'mail.acme.test': { A: ['9.9.9.9'], AAAA: [six] },
  'other.test': { A: ['8.8.4.4'] },
  'reports.test': {},
  '_dmarc.acme.test': { TXT: ['v=DMARC1; p=reject; rua=mailto:d@acme.test'] },
  's1._domainkey.acme.test': { TXT: [`v=DKIM1; k=ed25519; p=${key}`] },
  // What every such list has (RFC 5782 5).
  '2.0.0.127.list.test': { A: ['127.0.0.2'] },
  'test.names.test': { A: ['127.0.1.2'] },
  'panel.test': { A: ['8.8.4.4'] },
  '_smtp._tls.acme.test': { TXT: ['v=TLSRPTv1; rua=mailto:t@acme.test'] },
  '_mta-sts.acme.test': { TXT: ['v=STSv1; id=1;'] },
  'default._bimi.acme.test': { TXT: ['v=BIMI1; l=https://acme.test/l.svg; a=https://acme.test/l.pem'] },
  '_imaps._tcp.acme.test': { SRV: [{ priority: 0, weight: 1, port: 993, target: 'mail.acme.test' }] },
  'autoconfig.acme.test': { CNAME: ['panel.test'] },
  [reverse4]: { PTR: ['mail.acme.test'] },
  [reverse6]: { PTR: ['mail.acme.test'] },
  '_25._tcp.mail.acme.test': { TLSA: [{ usage: 3, selector: 1, matchingType: 1, data: digest }] },
})
const policy = 'version: STSv1\r\nmode: enforce\r\nmx: mail.acme.test\r\nmax_age: 604800\r\n'
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 9 9"><title>Acme</title><path d="M0 0h9v9z"/></svg>'
const fetches = (body: string, picture: Awaited<ReturnType<FetchPicture>> = { state: 'fetched', content: Buffer.from(logo) }): Fetches => ({
  policy: async () => ({ state: 'fetched', body, contentType: 'text/plain' }),
  picture: async () => picture,
})

const world = (records: Zone, secure = true) =>
  agreeingResolver({ resolvers: [{ server: 'one', resolver: resolverOf(records, { secure }) }], zone: async () => [] })
async function states(records: Zone, facts: Partial<DomainFacts> = {}, body = policy) {
  const all = { ...domain, ...facts }
  const rounds = await Promise.all([checkDomain(world(records), fetches(body), all), checkHostName(world(records), all.host)])
  return Object.fromEntries(
    rounds
      .flat()
      .map(({ check, result }) => [
        check,
        [result.state, ...new Set([...result.errors, ...result.warnings].map(({ code }) => code))].join(' '),
      ]),
  )
}
const well = {
  ...{ dkim: 'ok', dangling: 'ok', names: 'ok' },
  ...{ mx: 'ok', spf: 'ok', dmarc: 'ok', mta_sts: 'ok', tls_rpt: 'ok', caa: 'ok', bimi: 'ok', programs: 'ok' },
  ...{ address: 'ok', reverse: 'ok', helo: 'ok', dane: 'ok', blocklists: 'ok' },
}
const with_ = (name: string, records: Zone[string]): Zone => ({ ...zone(), [name]: records })
const apex = (records: object): Zone => with_('acme.test', { ...(zone()['acme.test'] as object), ...records })
const spf = (...texts: string[]): Zone => apex({ TXT: texts })
const mx = (...exchanges: string[]): Zone => apex({ MX: exchanges.map((exchange) => ({ preference: 10, exchange })) })
const dmarc = (...texts: string[]): Zone => with_('_dmarc.acme.test', { TXT: texts })

test('all is well where all records are', async () => {
  expect(await states(zone())).toEqual(well)
})

const broken: [CheckId, string, Zone, string?][] = [
  ['mx', 'error mx_none', apex({ MX: [] })],
  ['mx', 'error mx_elsewhere', mx('other.test')],
  ['mx', 'error mx_null', mx('.')],
  ['spf', 'error spf_none', spf('some-verification=1')],
  ['spf', 'error spf_several_records', spf('v=spf1 mx -all', 'v=spf1 -all')],
  ['spf', 'error spf_host_refused', spf('v=spf1 ip4:8.8.8.8 -all')],
  ['spf', 'warning spf_host_unsure', spf('v=spf1 ip4:8.8.8.8 ?all')],
  ['spf', 'error spf_unknown_mechanism', spf('v=spf1 mx ipv4:8.8.8.8 -all')],
  [
    'spf',
    'warning spf_near_limit spf_write_out',
    spf(
      `v=spf1 mx ${'abcdefgh'
        .split('')
        .map((letter) => `a:${letter}.other.test`)
        .join(' ')} -all`,
    ),
    'hosts',
  ],
  ['dmarc', 'error dmarc_several', dmarc('v=DMARC1; p=reject', 'v=DMARC1; p=none')],
  ['dmarc', 'warning dmarc_reports_refused', dmarc('v=DMARC1; p=reject; rua=mailto:x@reports.test')],
  ['mta_sts', 'error sts_id_value', with_('_mta-sts.acme.test', { TXT: ['v=STSv1; id=!;'] })],
  [
    'tls_rpt',
    'error tlsrpt_several',
    with_('_smtp._tls.acme.test', { TXT: ['v=TLSRPTv1; rua=mailto:a@acme.test', 'v=TLSRPTv1; rua=mailto:b@acme.test'] }),
  ],
  ['tls_rpt', 'error tlsrpt_no_address', with_('_smtp._tls.acme.test', { TXT: ['v=TLSRPTv1'] })],
  ['caa', 'error caa_unknown_critical', apex({ CAA: [{ flags: 128, tag: 'strange', value: 'x' }] })],
  ['bimi', 'error bimi_no_location', with_('default._bimi.acme.test', { TXT: ['v=BIMI1;'] })],
  [
    'programs',
    'warning srv_elsewhere',
    with_('_imaps._tcp.acme.test', { SRV: [{ priority: 0, weight: 1, port: 993, target: 'other.test' }] }),
  ],
  ['programs', 'warning program_name_elsewhere', with_('autoconfig.acme.test', { CNAME: ['other.test'] })],
  ['reverse', 'error ptr_none', { ...zone(), [reverse6]: {} }],
  [
    'dane',
    'error dane_unusable tlsa_digest_length',
    with_('_25._tcp.mail.acme.test', { TLSA: [{ usage: 3, selector: 1, matchingType: 1, data: 'ab' }] }),
  ],
  ['blocklists', 'error listed', with_('9.9.9.9.list.test', { A: ['127.0.0.2'] })],
]

/** What a broken record breaks besides. */
const follows: Partial<Record<CheckId, CheckId>> = { mx: 'mta_sts', dmarc: 'bimi' }

describe('each record broken in turn', () => {
  it.each(broken)('%s: %s', async (check, told, records, hosts) => {
    const more: Zone = hosts ? Object.fromEntries('abcdefgh'.split('').map((letter) => [`${letter}.other.test`, { A: ['8.8.4.4'] }])) : {}
    const found = await states({ ...records, ...more })
    expect(found[check]).toBe(told)
    const others = Object.entries(found).filter(([other]) => other !== check && other !== follows[check])
    expect(Object.fromEntries(others.filter(([, state]) => state !== 'ok'))).toEqual({})
  })

  it('a name that is an alias, has no address or is an address is no mail server', async () => {
    const alias = { ...mx('mail.acme.test', 'www.acme.test'), 'www.acme.test': { CNAME: ['mail.acme.test'], A: ['9.9.9.9'] } }
    expect((await states(alias)).mx).toBe('error mx_alias')
    expect((await states(mx('mail.acme.test', 'gone.test'))).mx).toBe('error mx_no_address mx_also_elsewhere')
    expect((await states(mx('9.9.9.9'))).mx).toBe('error mx_not_a_name mx_elsewhere')
    expect((await states(mx('mail.acme.test', '.'))).mx).toBe('error mx_null_beside_others')
    expect((await states(mx('mail.acme.test', 'other.test'))).mx).toBe('warning mx_also_elsewhere')
  })

  it('a host whose name leads elsewhere, or nowhere', async () => {
    const elsewhere = await states(with_('mail.acme.test', { A: ['8.8.4.4'] }))
    expect(elsewhere).toMatchObject({ address: 'warning host_other_address', reverse: 'error ptr_none ptr_unconfirmed' })
    expect(await states(with_('mail.acme.test', {}))).toMatchObject({ address: 'error host_no_address', helo: 'error helo_unknown' })
    expect((await states(zone(), { host: { ...host, name: 'localhost' } })).helo).toBe('error helo_not_a_name')
    expect((await states({ ...zone(), [reverse4]: { PTR: ['other.test'] } })).helo).toBe('warning helo_other_than_ptr')
  })

  it('DMARC that is nowhere up the tree, and one above that holds', async () => {
    const { '_dmarc.acme.test': _, ...bare } = zone()
    expect((await states(bare)).dmarc).toBe('warning dmarc_none')
    expect((await states(bare)).bimi).toBe('error bimi_dmarc_invalid')
    expect((await states({ ...bare, '_dmarc.test': { TXT: ['v=DMARC1; p=reject; rua=mailto:x@acme.test'] } })).dmarc).not.toContain(
      'dmarc_none',
    )
  })

  it('a policy that names other servers, that changed under its old id, or cannot be had', async () => {
    expect((await states(zone(), {}, policy.replace('mail.', 'old.'))).mta_sts).toBe('error sts_mx_not_named sts_mx_unused')
    expect((await states(zone(), { policyBefore: { id: '1', text: 'another' } })).mta_sts).toBe('error sts_id_unchanged')
    expect((await states(zone(), { policyBefore: { id: '0', text: 'another' } })).mta_sts).toBe('ok')
  })
})

describe('what is asked', () => {
  it('of a domain without mail is that it says so', async () => {
    expect(await states(zone(), { hasMail: false })).toMatchObject({
      mx: 'warning mx_not_null',
      spf: 'warning parked_spf_allows',
      dmarc: 'ok',
    })
    const parked: Zone = {
      'acme.test': { MX: [{ preference: 0, exchange: '' }], TXT: ['v=spf1 -all'] },
      '_dmarc.acme.test': { TXT: ['v=DMARC1; p=reject'] },
    }
    expect(await states(parked, { hasMail: false })).toMatchObject({ mx: 'ok', spf: 'ok', dmarc: 'ok' })
  })

  it('of a domain that only passes through is its MX, where others may come first', async () => {
    const found = await states(mx('other.test', 'mail.acme.test'), { kind: 'relay' })
    expect(found).toMatchObject({ mx: 'ok' })
    expect(found.spf).toBeUndefined()
  })

  it('of SPF is the relay, where mail leaves by one', async () => {
    const relayed = { host: { ...host, relay: 'other.test' } }
    expect((await states(zone(), relayed)).spf).toBe('warning spf_relay_refused')
    expect((await states(spf('v=spf1 a:other.test -all'), relayed)).spf).toBe('ok')
  })

  it('of addresses of private networks is nothing, unless the owner lives there', async () => {
    const inside: Zone = { ...zone(), 'mail.acme.test': { A: ['10.0.0.9'] } }
    const hidden = { host: { ...host, addresses: ['10.0.0.9'] } }
    expect((await states(inside, hidden)).reverse).toBe('ok')
    expect((await states(inside, { host: { ...hidden.host, allowPrivate: true } })).reverse).toBe('error ptr_none')
  })
})

describe('no answer is never a finding', () => {
  it('whatever is not answered is unknown', async () => {
    const names = Object.keys(zone()).filter((name) => name !== 'other.test' && name !== 'reports.test')
    expect(names.length).toBeGreaterThan(10)
    for (const name of names) {
      const found = await states({ ...zone(), [name]: 'servfail' })
      expect([name, Object.values(found).filter((state) => state !== 'ok' && state !== 'unknown')]).toEqual([name, []])
      expect([name, Object.values(found).includes('unknown')]).toEqual([name, true])
    }
  })

  it('a list that does not answer this resolver says nothing, and neither does whoever answers in its place', async () => {
    expect((await states(with_('9.9.9.9.list.test', { A: ['127.255.255.254'] }))).blocklists).toBe('unknown')
    expect((await states(with_('9.9.9.9.list.test', { A: ['203.0.113.80'] }))).blocklists).toBe('unknown')
  })

  it('a resolver that validates nothing cannot tell that DANE is not proved', async () => {
    const dane = async (validating: boolean) =>
      (await checkHostName(world(zone(), false), { ...host, validating })).find(({ check }) => check === 'dane')?.result
    expect(await dane(true)).toMatchObject({ state: 'warning', warnings: [{ code: 'dane_unsigned' }] })
    expect(await dane(false)).toMatchObject({ state: 'unknown', found: [`3 1 1 ${digest}`] })
  })
})

it('what to publish mends what is wrong', async () => {
  const refused = spf('v=spf1 ip4:8.8.8.8 include:list.test -all')
  const round = await checkDomain(world(refused), fetches(policy), domain)
  const records = round.find(({ check }) => check === 'spf')?.result.records
  expect(records).toEqual([{ name: 'acme.test', type: 'TXT', value: 'v=spf1 a:mail.acme.test ip4:8.8.8.8 include:list.test -all' }])
  expect((await states(spf(records?.[0]?.value ?? ''))).spf).toBe('ok')
})

it('servers that differ are told of at the check that asked them, and at no other', async () => {
  const resolver = agreeingResolver({
    resolvers: [
      { server: 'one', resolver: resolverOf(zone()) },
      { server: 'two', resolver: resolverOf(dmarc('v=DMARC1; p=none; rua=mailto:d@acme.test')) },
      { server: 'three', resolver: resolverOf(zone()) },
    ],
    zone: async () => [],
  })
  const round = await checkDomain(resolver, fetches(policy), domain)
  const differing = round.filter(({ result }) => result.warnings.some(({ code }) => code === 'resolvers_differ'))
  expect(differing.map(({ check }) => check).sort()).toEqual(['bimi', 'dmarc'])
  expect(differing[0]?.result.warnings[0]?.values).toMatchObject({ name: '_dmarc.acme.test', agreed: 'one, three', others: 'two' })
})

it('a signature that does not hold is an error where it matters, and never a wrong record', async () => {
  const round = await checkDomain(world({ ...zone(), 'acme.test': 'bogus' }), fetches(policy), domain)
  const broken = round.filter(({ result }) => result.errors.some(({ code }) => code === 'dnssec_bogus'))
  expect(broken.map(({ check }) => check)).toEqual(expect.arrayContaining(['mx', 'spf', 'caa']))
  expect(broken.map(({ check }) => check)).not.toContain('dangling')
  for (const { result } of broken) {
    expect(result.errors.map(({ code }) => code)).toEqual(['dnssec_bogus'])
    expect(result.warnings).toEqual([])
  }
  expect(broken[0]?.result.errors[0]?.values).toMatchObject({ name: 'acme.test', type: 'MX' })
})

it('what strangers publish is bounded', async () => {
  const long = apex({
    TXT: [`v=spf1 mx exp=${'x'.repeat(5000)} -all`],
    CAA: Array.from({ length: 300 }, (_, index) => ({ flags: 0, tag: `t${index}`, value: 'x'.repeat(4000) })),
  })
  for (const { result } of await checkDomain(world(long), fetches(policy), domain)) {
    expect(result.found.length).toBeLessThanOrEqual(40)
    expect(result.warnings.length).toBeLessThanOrEqual(20)
    for (const line of result.found) expect(line.length).toBeLessThanOrEqual(2000)
  }
})

it('what strangers publish turns no page around and steers no terminal', async () => {
  const marked = spf('v=spf1 mx \u202etxt.exe \u001b[31m -all')
  const round = await checkDomain(world(marked), fetches(policy), domain)
  const told = round.find(({ check }) => check === 'spf')?.result
  expect(told?.found).toEqual(['v=spf1 mx \ufffdtxt.exe \ufffd[31m -all'])
  expect(JSON.stringify(told)).not.toMatch(/\\u202e|\\u001b|\u202e/)
})
