// A domain's records go into its zone on a real name server (Knot, started here), from the plan to the button, and back out again; what another hand made stays.
import { keyName, type NameServer, secret, startKnot, zone } from '#lib/publication/testing-servers'
import { ask, read } from '../support/api'
import { expect, test } from '../support/browser'
import { expectForEverybody } from '../support/looks'

const theirs = '10 mx.oldhoster.test.'
type Plan = { lines: { action: string; name: string; type: string; value: string }[]; changes: number }

let server: NameServer
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  server = await startKnot(['@ 60 TXT "some-verification=1"', `@ 60 MX ${theirs}`])
  const made = await ask('POST', '/domains', { body: { name: zone, host: 'mail1' } })
  if (!made.ok) throw new Error(await made.text())
})
test.afterAll(async () => {
  for (const path of [`/dns-zones/${zone}`, `/domains/${zone}`]) {
    const { version } = await read<{ version: number }>(path)
    await ask('DELETE', path, { headers: { 'If-Match': `"${version}"` } })
  }
  await server.stop()
})

test('a zone is set up with its name server and key, and tested', async ({ page }) => {
  await page.goto(`/domains/${zone}/dns/publish`)
  await page.getByRole('link', { name: 'Set up the zone' }).click()
  await expect(page.getByLabel('Zone', { exact: true })).toHaveValue(zone)
  await page.getByLabel('Name server').fill('ns.example.test')
  await page.getByLabel('Name of the key').fill(keyName)
  await page.getByLabel('Key', { exact: true }).fill(secret)
  await page.getByRole('switch', { name: /private network/ }).check()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByLabel('Name server')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Name server').fill(`127.0.0.1:${server.port}`)
  // A secret that was refused with the form is typed again.
  await page.getByLabel('Key', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.waitForURL((url) => url.pathname === '/settings/dns')
  await page.getByRole('link', { name: zone }).click()
  await page.getByRole('button', { name: 'Test' }).click()
  await expect(page.getByText('The server answers and takes the key')).toBeVisible()
  await expectForEverybody(page)
})

test('the plan is shown, carried out at the button, and leaves alone what another hand made', async ({ page }) => {
  await page.goto(`/domains/${zone}/dns/publish`)
  await expect(page.getByText('The panel touches only what it has published itself.')).toBeVisible()
  const mx = page.getByRole('row', { name: new RegExp(`^${zone} MX`) })
  await expect(mx).toContainText('left alone')
  await expect(mx).toContainText(theirs)
  await expectForEverybody(page)
  await page.getByRole('button', { name: /^Publish th/ }).click()
  await expect(page.getByText('The zone has taken it')).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(`^_imaps._tcp.${zone} SRV`) })).toContainText('published')
  await expect(mx).toContainText('left alone')
  const { lines, changes } = await read<Plan>(`/domains/${zone}/publication`)
  expect(changes).toBe(0)
  expect(lines.filter(({ action }) => action === 'keep').map(({ value }) => value)).toContain('0 1 993 mail1.example.test.')
})

test('what was published is taken back, and nothing else', async ({ page }) => {
  await page.goto(`/domains/${zone}/dns/publish`)
  await page.getByRole('link', { name: 'Take back what was published…' }).click()
  await page.getByRole('button', { name: /^Remove the?s/ }).click()
  await expect(page.getByText('The panel has published nothing for this domain')).toBeVisible()
  const { lines } = await read<Plan>(`/domains/${zone}/publication`)
  expect(lines.filter(({ action }) => action === 'keep')).toEqual([])
  expect(lines.filter(({ action }) => action === 'conflict').length).toBeGreaterThan(0)
})
