// The first ten minutes of somebody new: nothing is there but a mail host; in the end a message is read.

import { ask, read } from '../support/api'
import { expect, signIn, test } from '../support/browser'
import { newDomainName } from '../support/given'
import { lab } from '../support/lab'
import { arrives, send } from '../support/mail'

test.use({ storageState: { cookies: [], origins: [] } })

test.beforeAll(async () => {
  for (;;) {
    const domains = await read<{ name: string; kind: string; version: number }[]>('/domains?limit=200')
    // Alias domains first: what they mirror cannot go before them.
    const next = domains.find((domain) => domain.kind === 'alias') ?? domains[0]
    if (next === undefined) return
    const { ok, status } = await ask('DELETE', `/domains/${next.name}`, { headers: { 'If-Match': `"${next.version}"` } })
    if (!ok) throw new Error(`${next.name} could not be deleted: ${status}`)
  }
})

test('signs in, follows the four steps, and mail flows', async ({ page }) => {
  test.setTimeout(180_000)
  const domain = newDomainName('mail1')
  await signIn(page)
  const steps = page.getByRole('region', { name: 'Four steps to the first message' })
  await expect(steps.getByText('1 of 4 done')).toBeVisible()
  await expect(steps.getByRole('listitem').filter({ hasText: 'Add a domain' })).toHaveAttribute('aria-current', 'step')

  await steps.getByRole('link', { name: 'Add a domain' }).click()
  await page.getByLabel('Name', { exact: true }).fill(domain)
  await page.getByRole('combobox', { name: 'Host' }).selectOption({ label: 'mail1' })
  await page.getByLabel('All of them point to').fill(`anna@${domain}`)
  await page.getByRole('button', { name: 'Add the domain' }).click()
  await page.getByRole('link', { name: 'Go on' }).click()
  await page.waitForURL(`**/domains/${domain}`)
  await expect(page.getByRole('status').filter({ hasText: 'applied on mail1' }).first()).toBeVisible()

  await page.goto('/')
  await expect(steps.getByText('2 of 4 done')).toBeVisible()
  await steps.getByRole('link', { name: 'Add a mailbox' }).click()
  await page.getByLabel('Address', { exact: true }).fill('anna')
  await page.getByRole('button', { name: 'Add the mailbox' }).click()
  const made = page.getByRole('status').filter({ hasText: `anna@${domain} was added` })
  const password = await made.locator('code').textContent()
  if (password === null || password.length < 10) throw new Error(`no password: ${password}`)

  await page.getByRole('link', { name: 'Open the mailbox' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`anna@${domain}`)
  await expect(page.getByRole('status').filter({ hasText: 'applied on mail1' }).first()).toBeVisible()
  await expect(page.getByText(password)).toHaveCount(0)

  await page.goto('/aliases/new')
  await page.getByLabel('Address', { exact: true }).fill('hello')
  await page.getByLabel('Goes to, row 1').fill(`anna@${domain}`)
  await page.getByRole('button', { name: 'Add the alias' }).click()
  await page.waitForURL((url) => !url.pathname.endsWith('/new'))
  await expect(page.getByRole('status').filter({ hasText: 'applied on mail1' }).first()).toBeVisible()

  const anna = { host: 'mail1', address: `anna@${domain}`, password } as const
  const local = await lab.exec('mail1', ['/usr/bin/mail', '-s', 'First message', anna.address], { stdin: 'Hello from Postern\n' })
  expect(local.code, local.stderr).toBe(0)
  await arrives(anna, 'First')
  const sent = await send({ host: 'mail1', from: 'bob@other.test', to: `hello@${domain}` })
  expect(sent.accepted, sent.transcript).toBe(true)
  await arrives(anna, sent.token)

  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1, name: 'All is well' })).toBeVisible()
  // The logs are read every two seconds; of a host that could not be asked, every minute.
  await expect(steps).toHaveCount(0, { timeout: 75_000 })
  await page.getByRole('link', { name: 'See its story' }).click()
  await expect(page.getByText('It is in the mailbox.')).toBeVisible()
  await expect(page.getByText(`Delivered to ${anna.address}`)).toBeVisible()
})
