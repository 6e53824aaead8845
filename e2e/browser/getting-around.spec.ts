// Without a mouse, and in another language.
import { read } from '../support/api'
import { expect, signIn, test } from '../support/browser'
import { givenDomain, givenMailbox } from '../support/given'

test('the palette finds things by a part of their name and goes to pages and actions', async ({ page }) => {
  const domain = await givenDomain('mail1')
  const { address } = await givenMailbox('mail1', `palette@${domain}`)
  const { id } = await read<{ id: string }>(`/mailboxes/${address}`)
  await page.goto('/')
  // Keys are heard once the page's scripts run, which on the first visit of all takes a moment.
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search and jump' })
  await palette.getByRole('combobox').fill(address.slice(0, 14))
  await expect(palette.getByRole('option').filter({ hasText: address })).toBeVisible()
  await palette.getByRole('option').filter({ hasText: address }).click()
  await page.waitForURL(`**/mailboxes/${id}`)

  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('add an al')
  await expect(palette.getByRole('option').first()).toContainText('Add an alias')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/aliases/new')
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('no such thing at all')
  await expect(palette).toContainText('Nothing is called')
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('lists are walked, searched and left by the keyboard alone', async ({ page }) => {
  const domain = await givenDomain('mail1')
  for (const name of ['anna', 'ben', 'cleo']) await givenMailbox('mail1', `${name}@${domain}`)
  await page.goto(`/mailboxes?domain=${domain}`)
  const link = (name: string) => page.getByRole('link', { name: `${name}@${domain}` })
  await expect(link('cleo')).toBeVisible()
  // Keys are heard once the page's scripts run.
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('j')
  await expect(link('anna')).toBeFocused()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(link('cleo')).toBeFocused()
  await page.keyboard.press('k')
  await expect(link('ben')).toBeFocused()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('cleo')
  await page.waitForURL(/search=cleo/)
  await expect(link('anna')).toHaveCount(0)
  await page.getByRole('searchbox').blur()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`cleo@${domain}`)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.waitForURL('**/domains')
})

test('the panel speaks Spanish once it is chosen, also in another browser, and English again', async ({ page, browser }) => {
  await page.goto('/mailboxes')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitemradio', { name: 'Español' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Buzones')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  const elsewhere = await browser.newContext({
    baseURL: process.env.POSTERN_URL,
    locale: 'en-GB',
    storageState: { cookies: [], origins: [] },
  })
  const other = await elsewhere.newPage()
  await signIn(other)
  await expect(other.locator('html')).toHaveAttribute('lang', 'es')
  await elsewhere.close()
  await page.getByRole('button', { name: /^Cuenta/ }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mailboxes')
})

test('the theme that was chosen is drawn by the server from then on', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const drawn = await page.request.get('/')
  expect(await drawn.text()).toMatch(/<html[^>]*data-theme="dark"/)
})
