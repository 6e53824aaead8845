// Tokens of the API, made in the browser and used as a program uses them.
import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser'
import { givenDomain, unique } from '../support/given'
import { expectForEverybody } from '../support/looks'

async function make(page: Page, name: string, fill: () => Promise<void>): Promise<string> {
  await page.goto('/settings/tokens/new')
  await page.getByLabel('Name').fill(name)
  await fill()
  await page.getByRole('button', { name: 'Create token' }).click()
  const shown = page.locator('code').filter({ hasText: /^pst_/ })
  await expect(shown).toBeVisible()
  return (await shown.textContent()) ?? ''
}
const asked = (path: string, token: string, init: RequestInit = {}) =>
  fetch(`${process.env.POSTERN_URL}/api/v1${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  })

test('a token reads unless more is chosen, is shown once, and can be revoked', async ({ page }) => {
  const name = `reads ${unique()}`
  const token = await make(page, name, async () => {})
  await expectForEverybody(page)
  expect((await asked('/domains', token)).status).toBe(200)
  const refused = await asked('/domains', token, { method: 'POST', body: JSON.stringify({ name: 'x.example.test', host: 'x' }) })
  expect(await refused.json()).toMatchObject({ status: 403, code: 'token_scope', subject: 'domain.write' })
  await page.getByRole('button', { name: 'I have copied it' }).click()
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('Reads')
  await expect(row).toContainText('from 127.0.0.1')
  expect(await page.content()).not.toContain(token)
  await expectForEverybody(page)
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(row).toContainText('Revoked')
  expect((await asked('/domains', token)).status).toBe(401)
})

test('a token for the mailboxes of one domain knows no other domain, and one from elsewhere does not work here', async ({ page }) => {
  const [mine, other] = [await givenDomain('mail1'), await givenDomain('mail1')]
  const token = await make(page, `mailboxes ${unique()}`, async () => {
    await page.getByRole('radio', { name: 'Mailboxes of one domain' }).check()
    await page.getByLabel('Domain', { exact: true }).fill(mine)
  })
  expect((await asked(`/domains/${mine}`, token)).status).toBe(200)
  expect((await asked(`/domains/${other}`, token)).status).toBe(404)
  expect((await asked('/aliases', token)).status).toBe(403)
  const away = await make(page, `away ${unique()}`, () => page.getByLabel('Works from, row 1').fill('192.0.2.0/24'))
  expect(await (await asked('/domains', away)).json()).toMatchObject({ code: 'token_network' })
})

test('what is chosen badly is said beneath its field, and nothing typed is lost', async ({ page }) => {
  await page.goto('/settings/tokens/new')
  await page.getByRole('radio', { name: 'What I choose' }).check()
  await page.getByLabel('Works from, row 1').fill('somewhere')
  await page.getByRole('button', { name: 'Create token' }).click()
  await expect(page.getByText('“somewhere” is neither an address nor a network').first()).toBeVisible()
  await page.getByLabel('Name').fill(`chosen ${unique()}`)
  await page.getByLabel('Works from, row 1').fill('')
  await page.getByRole('button', { name: 'Create token' }).click()
  await expect(page.getByText('Choose what it may do.').first()).toBeVisible()
  await expectForEverybody(page)
})
