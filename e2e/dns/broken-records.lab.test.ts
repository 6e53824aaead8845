// Each record of a domain and of its host is broken in the lab's real DNS, and mended again: the panel says the right thing, and it heals.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, unique } from '#lib/db/testing'
import { createDkimKey } from '#lib/dkim/make-keys'
import { listDkimKeys } from '#lib/dkim/queries'
import { checkNow } from '#lib/dns-status/commands'
import { askLabDns } from '../../scripts/lab-dns.mjs'
import { lab } from '../support/lab'
import { breakZone, mendZone, publish, rightRecords } from '../support/lab-zone'

const server = 'mail1.example.test'
const address = lab.address('mail1')
const [last, ...net] = address.split('.').toReversed()
const reverseZone = `${net.join('.')}.in-addr.arpa`

let owner: AdministratorActor
beforeAll(async () => {
  owner = await asOwner()
  await askLabDns(process.env.DATABASE_URL ?? '', lab.name)
})
afterAll(() => publish([]))

async function givenHost(): Promise<string> {
  const facts = {
    hello: { protocol: 3, agent: '0', hostname: server, os: 'Debian', postfix: null, dovecot: null, generation: 0, configured: true },
  }
  const { id } = await db().host.create({ data: { name: `h-${unique()}`, address, port: 22, hostKey: 'ssh-ed25519 AAAA', facts } })
  return id
}

/** Below the zone that every test may write to. */
async function givenDomain(): Promise<{ name: string; label: string }> {
  const label = `r${unique().replace(/[^a-z0-9]/g, '')}`
  const name = `${label}.mail1.test`
  await db().domain.create({ data: { name, unicodeName: name, kind: 'hosted', hostId: await givenHost() } })
  return { name, label }
}

async function told(kind: 'domain' | 'host', idOrName: string): Promise<string[]> {
  const { checks } = await checkNow(owner, kind, idOrName)
  return checks
    .filter(({ state }) => state !== 'ok')
    .map(({ check, state, errors, warnings }) => [check, state, ...[...errors, ...warnings].map(({ code }) => code)].join(' '))
}

const broken: [what: string, owner: string, rest: string, expected: string[]][] = [
  // With another mail server, `mx` in SPF is another server too.
  ['mx', '', 'MX 10 mail2.other.test.', ['mx error mx_elsewhere', 'spf error spf_host_refused']],
  ['spf', '', 'TXT "v=spf1 ip4:192.0.2.1 -all"', ['spf error spf_host_refused']],
  ['dmarc', '_dmarc.', 'TXT "v=DMARC1; p=reject; rua=mailto:reports@other.test"', ['dmarc warning dmarc_reports_refused']],
  ['tls_rpt', '_smtp._tls.', 'TXT "v=TLSRPTv1; rua=nowhere"', ['tls_rpt error tlsrpt_address']],
  ['caa', '', 'CAA 128 strange "x"', ['caa error caa_unknown_critical']],
  // Nobody has registered that name.
  ['dangling', 'www.', 'CNAME gone.nobody.test.', ['dangling error dangling_open']],
  ['programs', '_imaps._tcp.', 'SRV 0 1 993 mail2.other.test.', ['programs warning srv_elsewhere']],
  // Right when it is absent: there is no server with a policy, and a picture comes by HTTPS.
  ['mta_sts', '_mta-sts.', 'TXT "v=STSv1; id=1;"', ['mta_sts error sts_policy_unreachable']],
  ['bimi', 'default._bimi.', 'TXT "v=BIMI1; l=http://logo.test/l.svg"', ['bimi error bimi_location bimi_no_evidence']],
]
it.each(broken)('a broken record of %s', async (what, place, rest, expected) => {
  const { name, label } = await givenDomain()
  const right = rightRecords(name)
  await publish(Object.values({ ...right, [what]: `${place}${label} ${rest}` }))
  expect(await told('domain', name)).toEqual(expected)
  await publish(Object.values(right))
  expect(await told('domain', name)).toEqual([])
})

it('a broken record of dkim', async () => {
  const { name, label } = await givenDomain()
  const { id } = await db().domain.findUniqueOrThrow({ where: { name } })
  expect((await createDkimKey(owner, id, {})).ok).toBe(true)
  const [key] = await listDkimKeys(owner, id)
  const right = Object.values(rightRecords(name))
  const record = (text: string) => `${key?.selector}._domainkey.${label} TXT ${text}`
  await publish([...right, record('"v=DKIM1; k=rsa; p="')])
  expect(await told('domain', name)).toEqual(['dkim warning dkim_record_revoked'])
  await publish([...right, record(key?.record.strings ?? '')])
  expect(await told('domain', name)).toEqual([])
})

const hosts: [what: string, zone: string, edit: (text: string) => string, expected: string[]][] = [
  ['an address without a name', reverseZone, (text) => text.replace(new RegExp(`^${last} PTR .*$`, 'm'), ''), ['reverse error ptr_none']],
  [
    'a name that does not lead back',
    reverseZone,
    (text) => text.replace(new RegExp(`^${last} PTR .*$`, 'm'), `${last} PTR hub.test.`),
    ['reverse error ptr_unconfirmed', 'helo warning helo_other_than_ptr'],
  ],
  [
    'a name that leads to another address',
    'example.test',
    (text) => text.replace(`mail1 A ${address}`, `mail1 A ${lab.addresses.hub}`),
    ['address warning host_other_address'],
  ],
  [
    'a name that leads nowhere',
    'example.test',
    (text) => text.replace(/^mail1 A(?:AAA)? .*$/gm, ''),
    ['address error host_no_address', 'helo error helo_unknown'],
  ],
  // Of a zone that is signed: dane.lab.test.ts.
  [
    'a certificate that nobody can prove',
    'example.test',
    (text) => `${text}_25._tcp.mail1 TLSA 3 1 1 ${'ab'.repeat(32)}\n`,
    ['dane warning dane_unsigned'],
  ],
]
it.each(hosts)('of a host: %s', async (_, zone, edit, expected) => {
  const id = await givenHost()
  try {
    await breakZone(zone, edit)
    expect(await told('host', id)).toEqual(expect.arrayContaining(expected))
  } finally {
    await mendZone(zone)
  }
  expect(await told('host', id)).toEqual([])
})
