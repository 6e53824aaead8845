// Each record of a domain is broken in the lab's real DNS and mended again: the page says what is wrong, and heals.
import type { DnsStatusView } from '#lib/dns-status/schema'
import { ask, read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain } from '../support/given'
import { lab } from '../support/lab'
import { breakZone, mendZone, publish } from '../support/lab-zone'
import { expectForEverybody } from '../support/looks'

const host = 'mail1'
const server = 'mail1.example.test'

test.afterAll(() => publish([]))

type Records = Record<'mx' | 'spf' | 'dmarc' | 'tls_rpt' | 'caa' | 'programs' | 'dangling', string>
const recordsOf = (domain: string): Records => {
  const label = domain.slice(0, -'.mail1.test'.length)
  return {
    mx: `${label} MX 10 ${server}.`,
    spf: `${label} TXT "v=spf1 mx -all"`,
    dmarc: `_dmarc.${label} TXT "v=DMARC1; p=reject; rua=mailto:postmaster@${domain}"`,
    tls_rpt: `_smtp._tls.${label} TXT "v=TLSRPTv1; rua=mailto:postmaster@${domain}"`,
    caa: `${label} CAA 0 issue "letsencrypt.org"`,
    programs: `_imaps._tcp.${label} SRV 0 1 993 ${server}.`,
    dangling: `www.${label} CNAME imap.example.test.`,
  }
}
const serve = (records: Readonly<Record<string, string>>) => publish(Object.values(records))

const checkNow = (domain: string) => check(`/domains/${domain}/dns-status`)
async function check(path: string): Promise<DnsStatusView> {
  const response = await ask('POST', path)
  if (!response.ok) throw new Error(await response.text())
  return ((await response.json()) as { data: DnsStatusView }).data
}
const told = ({ checks }: DnsStatusView) =>
  checks
    .filter(({ state }) => state !== 'ok')
    .map(({ check, state, errors, warnings }) => `${check} ${state} ${[...errors, ...warnings].map(({ code }) => code).join(' ')}`)

const broken: [keyof Records, string, string][] = [
  ['mx', 'MX 10 mail2.other.test.', 'mx error mx_elsewhere'],
  ['spf', 'TXT "v=spf1 ip4:192.0.2.1 -all"', 'spf error spf_host_refused'],
  ['dmarc', 'TXT "v=DMARC1; p=reject; rua=mailto:reports@other.test"', 'dmarc warning dmarc_reports_refused'],
  ['tls_rpt', 'TXT "v=TLSRPTv1; rua=nowhere"', 'tls_rpt error tlsrpt_address'],
  ['caa', 'CAA 128 strange "x"', 'caa error caa_unknown_critical'],
  // Nobody has registered that name.
  ['dangling', 'CNAME gone.nobody.test.', 'dangling error dangling_open'],
  ['programs', 'SRV 0 1 993 mail2.other.test.', 'programs warning srv_elsewhere'],
]

for (const [check, record, expected] of broken)
  test(`a broken record of ${check} is told of, and mended it heals`, async () => {
    const domain = await givenDomain(host)
    const right = recordsOf(domain)
    const owner = right[check].split(' ')[0]
    await serve({ ...right, [check]: `${owner} ${record}` })
    // With another mail server, `mx` in SPF is another server too.
    const besides = check === 'mx' ? ['spf error spf_host_refused'] : []
    expect(told(await checkNow(domain))).toEqual([expected, ...besides])
    await serve(right)
    expect(told(await checkNow(domain))).toEqual([])
    const changes = await read<{ check: string; to: string; after: string[] }[]>(`/domains/${domain}/dns-changes`)
    expect(changes.filter((change) => change.check === check)).toMatchObject([{ to: 'ok' }])
  })

// Records that are right when they are absent, or that a key of the panel decides.
type Added = { wrong(label: string): string | Promise<string>; right?(): string; expected: string }
let key: { selector: string; record: { strings: string } }
const added: Record<string, Added> = {
  dkim: {
    wrong: async (label) => {
      key = (await read<(typeof key)[]>(`/domains/${label}.mail1.test/dkim`))[0] as typeof key
      return `${key.selector}._domainkey.${label} TXT "v=DKIM1; k=rsa; p=${Buffer.alloc(294, 7).toString('base64').slice(0, 200)}"`
    },
    right: () => key.record.strings,
    expected: 'dkim warning dkim_record_different',
  },
  // There is no such server.
  mta_sts: { wrong: (label) => `_mta-sts.${label} TXT "v=STSv1; id=1;"`, expected: 'mta_sts error sts_policy_unreachable' },
  bimi: { wrong: (label) => `default._bimi.${label} TXT "v=BIMI1; l=http://logo.test/l.svg"`, expected: 'bimi error bimi_location' },
}

for (const [id, { wrong, right, expected }] of Object.entries(added))
  test(`a wrong record of ${id} is told of, and mended it heals`, async () => {
    const domain = await givenDomain(host)
    const label = domain.split('.')[0] as string
    if (id === 'dkim') expect((await ask('POST', `/domains/${domain}/dkim`, { body: {} })).ok).toBe(true)
    const records = recordsOf(domain)
    const line = await wrong(label)
    await serve({ ...records, added: line })
    expect(told(await checkNow(domain)).map((text) => text.split(' ').slice(0, 3).join(' '))).toEqual([expected])
    await serve(right ? { ...records, added: `${line.split(' ')[0]} TXT ${right()}` } : records)
    expect(told(await checkNow(domain))).toEqual([])
  })

const address = lab.address(host)
const last = address.split('.')[3]
const reverseZone = `${address.split('.').slice(0, 3).toReversed().join('.')}.in-addr.arpa`
const ofHost: [what: string, zone: string, edit: (text: string) => string, expected: string[]][] = [
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
    (text) => text.replace(/^mail1 AAAA? .*$/gm, ''),
    ['address error host_no_address', 'helo error helo_unknown'],
  ],
  // The lab's resolver proves nothing, so what TLSA says can be neither believed nor denied.
  [
    'certificates that nobody can prove',
    'example.test',
    (text) => `${text}_25._tcp.mail1 TLSA 3 1 1 ${'ab'.repeat(32)}\n`,
    ['dane unknown'],
  ],
]
for (const [what, zone, edit, expected] of ofHost)
  test(`${what} is told of at the host, and mended it heals`, async () => {
    const found = async () => told(await check(`/hosts/${host}/dns-status`)).map((text) => text.trim())
    try {
      await breakZone(zone, edit)
      expect(await found()).toEqual(expect.arrayContaining(expected))
    } finally {
      await mendZone(zone)
    }
    expect(await found()).toEqual([])
  })

test('the page says what is wrong and what to publish, takes it as meant so, and shows what changed', async ({ page }) => {
  const domain = await givenDomain(host)
  const right = recordsOf(domain)
  const label = domain.split('.')[0]
  await serve({ ...right, spf: `${label} TXT "v=spf1 ip4:192.0.2.1 -all"` })
  await page.goto(`/domains/${domain}/dns`)
  const recheck = async () => {
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByText('The DNS was asked')).toBeVisible({ timeout: 30_000 })
    await page.reload()
  }
  await recheck()
  await expect(page.getByText('One thing is wrong in the DNS')).toBeVisible()
  const spf = page.locator('#spf')
  await expect(spf).toContainText(
    `Mail of ${server} leaves from ${lab.address(host)}, ${lab.address6(host)}, and the record does not allow that.`,
  )
  await expect(spf).toContainText(`v=spf1 a:${server} ip4:192.0.2.1 -all`)
  await expect(spf.getByRole('button', { name: `Copy the value of ${domain}` })).toBeVisible()
  await page.goto('/dns')
  await expect(page.getByRole('row', { name: new RegExp(domain) })).toContainText('Who may send (SPF)')

  await page.goto(`/domains/${domain}/dns`)
  await spf.getByRole('link', { name: 'Accept it as it is' }).click()
  await spf.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(spf.getByRole('textbox', { name: 'Why' })).toHaveAccessibleDescription(/./)
  await spf.getByRole('textbox', { name: 'Why' }).fill('We send through a smart host')
  await spf.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(spf).toContainText('We send through a smart host')
  await expect(page.getByText('The DNS is in order')).toBeVisible()

  await serve(right)
  await recheck()
  await expect(spf).toContainText('in order')
  const history = page.getByRole('table', { name: 'Changes in the DNS, newest first' })
  await expect(history).toContainText('v=spf1 ip4:192.0.2.1 -all')
  await expect(history).toContainText('v=spf1 mx -all')
  await expectForEverybody(page)
})

test('records are written from answers, and what cannot be one is named', async ({ page }) => {
  const domain = await givenDomain(host)
  await serve(recordsOf(domain))
  await checkNow(domain)
  await page.goto(`/domains/${domain}/dns`)
  await page.locator('#dmarc').getByRole('link', { name: 'Write the record' }).click()
  await page.getByRole('radio', { name: /Set aside/ }).check()
  await page.getByRole('button', { name: 'Write the record' }).click()
  await expect(page.getByText(`v=DMARC1; p=quarantine; rua=mailto:postmaster@${domain}`)).toBeVisible()
  await expect(page.getByText('The next stage is to refuse.')).toBeVisible()

  await page.goto(`/domains/${domain}/dns/spf`)
  await page.getByLabel('Services').fill('not a name')
  await page.getByLabel('Other addresses').fill('192.0.2.7')
  await page.getByRole('button', { name: 'Write the record' }).click()
  await expect(page.getByLabel('Services')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Services').fill('mail3.test')
  await page.getByLabel('Other addresses').fill('192.0.2.7')
  await page.getByRole('button', { name: 'Write the record' }).click()
  await expect(page.getByText(`v=spf1 mx a:${server} ip4:192.0.2.7 include:mail3.test -all`)).toBeVisible()
  await expect(page.getByText('It needs 4 of 10 look-ups')).toBeVisible()
})

test('a mail host of the lab is in order, and its page says why each record is there', async ({ page }) => {
  await page.goto(`/hosts/${host}/dns`)
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('The DNS is in order')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('#reverse')).toContainText(`${lab.address(host)} ${server}.`)
  await expect(page.locator('#helo')).toContainText(server)
  await expect(page.locator('#blocklists')).toContainText('not set up')
})

test('the zone file has what receivers look for too', async () => {
  const domain = await givenDomain(host)
  await serve(recordsOf(domain))
  await checkNow(domain)
  const { zone } = await read<{ zone: string }>(`/domains/${domain}/dns-records`)
  expect(zone).toContain('TXT    "v=spf1 mx -all"')
  expect(zone).toContain(`"v=DMARC1; p=reject; rua=mailto:postmaster@${domain}"`)
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('the page speaks it', async ({ page }) => {
    const domain = await givenDomain(host)
    const right = recordsOf(domain)
    await serve({ ...right, mx: `${domain.split('.')[0]} MX 10 mail2.other.test.` })
    await checkNow(domain)
    await page.goto(`/domains/${domain}/dns`)
    await expect(page.locator('#mx')).toContainText(`Ningún registro MX lleva a ${server}.`)
  })
})
