// Administrators who come by a provider of OpenID Connect: a real one, on loopback.
import type { Browser, Page } from '@playwright/test'
import { ask, read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { unique } from '../support/given'
import { expectForEverybody } from '../support/looks'
import { type ProviderPerson, startProvider, type TestProvider, walkThrough } from '../support/oidc-provider'
import { givenPerson, givePassword, whileRequired } from '../support/person'

type Settings = { redirectUri: string; version: number }
let provider: TestProvider
let redirectUri: string

const configure = (input: object) => save('PATCH', '/sign-in-provider', input)
const usual = {
  scopes: 'openid email profile groups',
  groupsClaim: 'groups',
  ownerGroups: [],
  adminGroups: [],
  auditorGroups: [],
  admits: 'known',
  otherwise: 'refuse',
  passwordSignIn: 'everyone',
  trustedMethods: [],
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  redirectUri = (await read<Settings>('/sign-in-provider')).redirectUri
  provider = await startProvider(redirectUri)
})
test.beforeEach(() =>
  configure({
    ...usual,
    enabled: true,
    allowPrivateNetwork: true,
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    buttonName: 'Acme ID',
  }),
)
test.afterAll(async () => {
  await configure({ ...usual, enabled: false })
  await provider.stop()
})

const somebody = (more: Partial<ProviderPerson> = {}): ProviderPerson & { email: string } => {
  const sub = `sub-${unique()}`
  return { sub, email: `${sub}@example.test`, email_verified: true, name: `Person ${sub}`, ...more }
}

/** A browser of their own: nobody is signed in there, here or at the provider. */
async function newBrowser(browser: Browser, locale = 'en'): Promise<Page> {
  return browser.newPage({ baseURL: process.env.POSTERN_URL, storageState: { cookies: [], origins: [] }, locale })
}

async function come(page: Page, person: ProviderPerson | null, path = '/sign-in', button = 'Sign in with Acme ID'): Promise<void> {
  provider.person = person
  await page.goto(path)
  await page.getByRole('button', { name: button }).click()
}
const inside = (page: Page, path = '/') => page.waitForURL((url) => url.pathname === path)

test('the first sign-in makes an administrator of whom the groups say so, and leads to what was asked for', async ({ browser }) => {
  await configure({ admits: 'anyone', adminGroups: ['mail-admins'] })
  const page = await newBrowser(browser)
  await come(page, somebody({ groups: ['mail-admins'] }), '/sign-in?next=%2Fdomains')
  await inside(page, '/domains')
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name.endsWith('session-token'))
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect((await page.context().cookies()).filter(({ name }) => name.includes('postern-provider'))).toEqual([])
  await page.goto('/settings')
  await expect(page.getByText('Only an owner can change these.')).toBeVisible()
  await page.close()
})

test('who is unknown, did not agree, or lost the groups is told so, in English and Spanish', async ({ browser }) => {
  const page = await newBrowser(browser)
  await come(page, somebody())
  await expect(page.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText(
    'Nobody with your address administers this panel.',
  )
  await expectForEverybody(page)
  await come(await newBrowser(browser), null)
  const spanish = await newBrowser(browser, 'es')
  await come(spanish, null, '/sign-in', 'Entrar con Acme ID')
  await expect(spanish.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText('Acme ID dice que no diste tu acuerdo')
  await expectForEverybody(spanish)

  await configure({ admits: 'anyone', adminGroups: ['mail-admins'] })
  const person = somebody({ groups: ['mail-admins'] })
  const first = await newBrowser(browser)
  await come(first, person)
  await inside(first)
  const second = await newBrowser(browser)
  await come(second, { ...person, groups: [] })
  await expect(second.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText(
    'None of your groups at Acme ID has a role in this panel.',
  )
  await first.goto('/domains')
  await expect(first, 'the session of before has ended').toHaveURL(/\/sign-in/)
  for (const one of [page, spanish, first, second]) await one.close()
})

test('an answer that belongs to another sign-in opens nothing: nonce, state, another browser', async ({ browser, request }) => {
  const known = await givenPerson()
  const person = somebody({ email: known.address })
  const page = await newBrowser(browser)
  await page.route(`${provider.issuer}/auth?*`, (route) => {
    const url = new URL(route.request().url())
    url.searchParams.set('nonce', 'of-another')
    return route.continue({ url: url.href })
  })
  await come(page, person)
  await expect(page.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText('does not belong to this sign-in')

  // What somebody began in their browser is given to another one: it does not sign that one in.
  const thief = await newBrowser(browser)
  let asked = ''
  await thief.route(`${provider.issuer}/auth?*`, (route) => {
    asked = route.request().url()
    return route.abort()
  })
  await come(thief, person)
  await expect.poll(() => asked).toContain('state=')
  const caught = `${redirectUri}${await walkThrough(asked, redirectUri)}`
  const victim = await newBrowser(browser)
  await victim.goto(caught)
  await expect(victim).toHaveURL(/\/sign-in\?refused=over/)
  await expect(victim.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText('begun in another browser')

  // Another site cannot begin one either: it is an action of the page.
  const answer = await request.post('/sign-in', { headers: { Origin: 'https://evil.example', 'Next-Action': '0'.repeat(42) }, data: '[]' })
  expect(answer.headers()['set-cookie'] ?? '').not.toContain('postern-provider')
  for (const one of [page, thief, victim]) await one.close()
})

test('who is disabled here stays out', async ({ browser }) => {
  const known = await givenPerson()
  await save('PATCH', `/people/${known.id}`, { enabled: false })
  const page = await newBrowser(browser)
  await come(page, somebody({ email: known.address }))
  await expect(page.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText('Your account here is disabled.')
  await page.close()
})

test('a role that must have a second factor is led to add one, without a password; or believes the provider’s', async ({ browser }) => {
  await configure({ admits: 'anyone', otherwise: 'admin' })
  await whileRequired(['admin'], async () => {
    const page = await newBrowser(browser)
    await come(page, somebody())
    await page.waitForURL(/\/sign-in\/enrolment/)
    await expect(page.getByText('You have no password here')).toBeVisible()
    await page.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByLabel('Code', { exact: true })).toBeVisible()
    await page.close()
    await configure({ trustedMethods: ['mfa'] })
    const vouched = await newBrowser(browser)
    await come(vouched, somebody({ amr: ['mfa'] }))
    await inside(vouched)
    await vouched.close()
  })
})

test('a provider that is down is said to be, and the password still opens the panel', async ({ browser }) => {
  const known = await givenPerson()
  const address = new URL(provider.issuer)
  await provider.stop()
  await configure({ buttonName: 'Acme' })
  const page = await newBrowser(browser)
  await come(page, null, '/sign-in', 'Sign in with Acme')
  await expect(page.locator('[role=alert]:not(#__next-route-announcer__)')).toContainText('Acme does not answer.')
  await givePassword(page, known)
  await inside(page)
  await page.close()
  provider = await startProvider(redirectUri, { port: Number(address.port) })
})

test('an owner sets it up, tests it, and is told line by line what is wrong', async ({ page }) => {
  await page.goto('/settings/provider')
  await expect(page.getByText(redirectUri)).toBeVisible()
  await page.getByLabel('Client ID').fill('nobody')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Test the connection' }).click()
  const found = page.getByRole('list', { name: 'What was found' })
  await expect(found).toContainText(`names ${provider.issuer} as its issuer`)
  await expect(found).toContainText('The provider refused the client ID or its secret.')
  await expect(found).toContainText('Register exactly that there.')
  await expectForEverybody(page)
  await page.getByLabel('Issuer').fill('http://id.example.test')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The issuer must begin with https://').first()).toBeVisible()
})

test('where passwords open nothing, the page offers the provider alone, and the API never tells the secret', async ({ browser }) => {
  await configure({ passwordSignIn: 'nobody' })
  const page = await newBrowser(browser)
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: 'Sign in with Acme ID' })).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
  await expectForEverybody(page)
  await page.close()
  expect(await (await ask('GET', '/sign-in-provider')).text()).not.toContain(provider.clientSecret)
})
