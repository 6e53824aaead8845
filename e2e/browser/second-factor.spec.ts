// An administrator's second factor, from the first code to the last: app, recovery codes, passkeys, and what the half of a sign-in opens.
import type { CDPSession, Page } from '@playwright/test'
import { becomeStranger, expect, test } from '../support/browser'
import { expectForEverybody } from '../support/looks'
import { codeOf, givenPerson, givePassword, setUpApp, shownCodes, whileRequired } from '../support/person'

test.use({ storageState: { cookies: [], origins: [] } })

const at = (path: string) => (url: URL) => url.pathname === path
const sessionOf = async (page: Page) => (await page.context().cookies()).find(({ name }) => name.endsWith('session-token'))?.value

test('an app is set up, asked for behind the password, and its codes work once', async ({ page }) => {
  const person = await givenPerson()
  await givePassword(page, person, '/sign-in?next=/settings/security')
  await page.waitForURL(at('/settings/security'))
  const before = await sessionOf(page)
  await page.getByRole('button', { name: 'Set up' }).click()
  const secret = await setUpApp(page, person.password)
  const codes = await shownCodes(page)
  expect(codes).toHaveLength(10)
  expect(await sessionOf(page), 'the session goes on under another id').not.toBe(before)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 are left')).toBeVisible()
  await expectForEverybody(page)

  await becomeStranger(page)
  await givePassword(page, person, '/sign-in?next=/audit')
  await expect(page.getByRole('heading', { level: 1, name: 'One more step' })).toBeVisible()
  await expectForEverybody(page)
  const half = await sessionOf(page)
  await page.goto('/domains')
  await expect(page, 'the half of a sign-in opens no page').toHaveURL(/\/sign-in\/second-factor\?next=%2Fdomains$/)
  for (const path of ['/api/v1/domains', '/api/live/overview', '/api/palette?q=x'])
    expect((await page.request.get(path)).status(), `and not ${path}`).toBe(401)

  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not signed in' })).toBeVisible()
  const code = codeOf(secret)
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(at('/domains'))
  expect(await sessionOf(page)).not.toBe(half)

  await becomeStranger(page)
  await givePassword(page, person)
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'used before' })).toBeVisible()
  await page.getByLabel('Code').fill(` ${codes[0]?.toUpperCase()} `)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(at('/'))
})

test('who must have a second factor is led to it before anything else, in Spanish too', async ({ page }) => {
  const person = await givenPerson()
  await whileRequired(['admin'], async () => {
    await givePassword(page, person, '/sign-in?next=/audit')
    await expect(page.getByRole('heading', { level: 1, name: 'Add a second factor' })).toBeVisible()
    await expectForEverybody(page)
    await page.goto('/mailboxes')
    await expect(page).toHaveURL(/\/sign-in\/enrolment/)
    expect((await page.request.get('/api/v1/domains')).status()).toBe(401)
    await page.getByLabel('Language').selectOption('es')
    await expect(page.getByRole('heading', { level: 1, name: 'Añadir un segundo factor' })).toBeVisible()
    await page.getByLabel('Idioma').selectOption('en')
    await setUpApp(page, person.password)
    expect(await shownCodes(page)).toHaveLength(10)
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await page.waitForURL(at('/mailboxes'))
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByLabel('Current password').fill(person.password)
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('dialog').getByText('Your role must have a second factor.')).toBeVisible()
  })
})

/** A key in the browser that answers by itself, as one that was touched. */
async function addKey(page: Page, checksPerson: boolean): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: checksPerson,
      isUserVerified: checksPerson,
      automaticPresenceSimulation: true,
    },
  })
  return devtools
}

async function addPasskey(page: Page, password: string, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByRole('button', { name: 'Make a passkey' }).click()
}

test('a passkey that checks its person signs in without a password', async ({ page }) => {
  const person = await givenPerson()
  await givePassword(page, person, '/sign-in?next=/settings/security')
  await page.waitForURL(at('/settings/security'))
  await addKey(page, true)
  await addPasskey(page, person.password, 'telephone')
  expect(await shownCodes(page)).toHaveLength(10)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('telephone', { exact: true })).toBeVisible()
  await expectForEverybody(page)

  await becomeStranger(page)
  await page.goto('/sign-in?next=/audit')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(at('/audit'))

  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByLabel('Current password').fill(person.password)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('You have no passkey yet.')).toBeVisible()
  await becomeStranger(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not signed in' })).toBeVisible()
})

test('a key that checks nobody is a second factor behind the password, and nothing without it', async ({ page }) => {
  const person = await givenPerson()
  await givePassword(page, person, '/sign-in?next=/settings/security')
  await page.waitForURL(at('/settings/security'))
  await addKey(page, false)
  await addPasskey(page, person.password, 'security key')
  await page.getByRole('button', { name: 'I have kept them' }).click()

  await becomeStranger(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not signed in' })).toBeVisible()
  await givePassword(page, person)
  await expect(page.getByLabel('Recovery code')).toBeVisible()
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.waitForURL(at('/'))
})

test('an answer of a passkey opens one session, and not a second time', async ({ page }) => {
  const person = await givenPerson()
  await givePassword(page, person, '/sign-in?next=/settings/security')
  await page.waitForURL(at('/settings/security'))
  await addKey(page, true)
  await addPasskey(page, person.password, 'telephone')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await becomeStranger(page)
  await page.goto('/sign-in')
  const [sent] = await Promise.all([
    page.waitForRequest((request) => request.url().endsWith('/callback/passkey')),
    page.getByRole('button', { name: 'Use a passkey' }).click(),
  ])
  await page.waitForURL(at('/'))
  const answer = new URLSearchParams(sent.postData() ?? '').get('answer') ?? ''
  expect(answer).toContain('clientDataJSON')
  await page.goto('about:blank')
  await becomeStranger(page)
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const again = await page.request.post('/api/auth/callback/passkey', { form: { answer, csrfToken, json: 'true' } })
  expect((await again.json()).url).toContain('error=CredentialsSignin')
  expect(await sessionOf(page)).toBeUndefined()
})

test('an owner removes the second factor of somebody who lost it, and nobody else does', async ({ page, browser }) => {
  const [owner, lost] = [await givenPerson('owner'), await givenPerson()]
  await givePassword(page, lost, '/sign-in?next=/settings/security')
  await page.waitForURL(at('/settings/security'))
  await page.getByRole('button', { name: 'Set up' }).click()
  await setUpApp(page, lost.password)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.goto('/people')
  await expect(page.getByRole('row').filter({ hasText: lost.address })).toContainText('On')
  await page.goto(`/people/${lost.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove second factor' })).toHaveCount(0)

  const other = await browser.newPage({ baseURL: process.env.POSTERN_URL, storageState: { cookies: [], origins: [] }, locale: 'en-GB' })
  await givePassword(other, owner, `/sign-in?next=/people/${lost.id}`)
  await other.getByRole('button', { name: 'Remove second factor' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Remove second factor' }).click()
  await expect(other.getByText('They sign in with the password alone.')).toBeVisible()
  await expectForEverybody(other)
  await other.close()

  await page.goto('/audit')
  await expect(page, 'their sessions have ended').toHaveURL(/\/sign-in\?next=%2Faudit$/)
  await givePassword(page, lost)
  await page.waitForURL(at('/'))
})
