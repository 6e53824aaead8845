// A record of a domain is broken in the lab's real DNS and mended again: the page says what is wrong, and heals. Every record: e2e/dns/broken-records.lab.test.ts.
import type { DnsStatusView } from '#lib/dns-status/schema'
import { ask, read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain } from '../support/given'
import { lab } from '../support/lab'
import { publish, rightRecords } from '../support/lab-zone'
import { expectForEverybody } from '../support/looks'

const host = 'mail1'
const server = 'mail1.example.test'

test.afterAll(() => publish([]))

const serve = (records: ReturnType<typeof rightRecords>) => publish(Object.values(records))

async function checkNow(domain: string): Promise<DnsStatusView> {
  const response = await ask('POST', `/domains/${domain}/dns-status`)
  if (!response.ok) throw new Error(await response.text())
  return ((await response.json()) as { data: DnsStatusView }).data
}
const told = ({ checks }: DnsStatusView) =>
  checks
    .filter(({ state }) => state !== 'ok')
    .map(({ check, state, errors, warnings }) => `${check} ${state} ${[...errors, ...warnings].map(({ code }) => code).join(' ')}`)

test('a record that is broken and mended stands in the history', async () => {
  const domain = await givenDomain(host)
  const right = rightRecords(domain)
  await serve({ ...right, dmarc: `_dmarc.${domain.split('.')[0]} TXT "v=DMARC1; p=reject; rua=mailto:reports@other.test"` })
  expect(told(await checkNow(domain))).toEqual(['dmarc warning dmarc_reports_refused'])
  await serve(right)
  expect(told(await checkNow(domain))).toEqual([])
  const changes = await read<{ check: string; to: string; after: string[] }[]>(`/domains/${domain}/dns-changes`)
  expect(changes.filter(({ check }) => check === 'dmarc')).toMatchObject([{ to: 'ok' }])
})

test('the page says what is wrong and what to publish, takes it as meant so, and shows what changed', async ({ page }) => {
  const domain = await givenDomain(host)
  const right = rightRecords(domain)
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
  await serve(rightRecords(domain))
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
  await serve(rightRecords(domain))
  await checkNow(domain)
  const { zone } = await read<{ zone: string }>(`/domains/${domain}/dns-records`)
  expect(zone).toContain('TXT    "v=spf1 mx -all"')
  expect(zone).toContain(`"v=DMARC1; p=reject; rua=mailto:postmaster@${domain}"`)
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('the page speaks it', async ({ page }) => {
    const domain = await givenDomain(host)
    const right = rightRecords(domain)
    await serve({ ...right, mx: `${domain.split('.')[0]} MX 10 mail2.other.test.` })
    await checkNow(domain)
    await page.goto(`/domains/${domain}/dns`)
    await expect(page.locator('#mx')).toContainText(`Ningún registro MX lleva a ${server}.`)
  })
})
