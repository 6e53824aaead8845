// The door: what a session is before and after, what another site can do with it, and what is kept of those who knock.
import { expect, test } from '../support/browser'
import { unique } from '../support/given'
import { expectForEverybody } from '../support/looks'
import { givenPerson, givePassword } from '../support/person'

test.describe('a sign-in', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('gives a session that nobody knew before, and ends the one that the browser had', async ({ page, request }) => {
    const [anna, ben] = [await givenPerson(), await givenPerson()]
    const cookies = async () => (await page.context().cookies()).filter(({ name }) => name.endsWith('session-token'))
    await givePassword(page, anna)
    await page.waitForURL((url) => url.pathname === '/')
    const [before] = await cookies()
    await givePassword(page, ben)
    await page.waitForURL((url) => url.pathname === '/')
    const [after] = await cookies()
    expect(after?.value).not.toBe(before?.value)
    const stale = await request.get('/api/live/overview', { headers: { Cookie: `${before?.name}=${before?.value}` } })
    expect(stale.status()).toBe(401)
    expect(after).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  })

  test('cannot be made by another site in somebody’s browser', async ({ request }) => {
    const { address, password } = await givenPerson()
    for (const extra of [{}, { csrfToken: 'x' }, { csrfToken: '0'.repeat(64) }] as Record<string, string>[]) {
      const answer = await request.post('/api/auth/callback/credentials', {
        form: { address, password, json: 'true', ...extra },
        headers: { Origin: 'https://evil.example' },
        maxRedirects: 0,
      })
      expect(answer.headers()['set-cookie'] ?? '').not.toContain('session-token=ey')
      expect((await request.get('/api/live/overview')).status()).toBe(401)
    }
  })

  test('a new password ends the sessions elsewhere and gives this one another id', async ({ page, browser }) => {
    const person = await givenPerson()
    await givePassword(page, person)
    await page.waitForURL((url) => url.pathname === '/')
    const elsewhere = await browser.newPage({ baseURL: process.env.POSTERN_URL, storageState: { cookies: [], origins: [] } })
    await givePassword(elsewhere, person)
    await elsewhere.waitForURL((url) => url.pathname === '/')
    const before = await page.context().storageState()

    await page.goto('/settings/account')
    await page.getByLabel('Current password').fill(person.password)
    await page.getByLabel('New password').fill(`another-harbour-${unique()}`)
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Your password is changed.')).toBeVisible()
    await page.goto('/audit')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await elsewhere.goto('/audit')
    await expect(elsewhere).toHaveURL(/\/sign-in\?next=%2Faudit$/)
    await elsewhere.context().clearCookies()
    await elsewhere.context().addCookies(before.cookies)
    await elsewhere.goto('/audit')
    await expect(elsewhere, 'the id of before opens nothing').toHaveURL(/\/sign-in/)
    await elsewhere.close()
  })
})

test('what a stranger types as a name is shown as text, and can be searched and narrowed', async ({ page, browser }) => {
  const mark = unique()
  const hostile = `${mark}<img src=x onerror=alert(1)>‮@example.test`
  const stranger = await browser.newContext({
    baseURL: process.env.POSTERN_URL,
    storageState: { cookies: [], origins: [] },
    userAgent: `<script>alert(${mark})</script>`,
  })
  const { csrfToken } = await (await stranger.request.get('/api/auth/csrf')).json()
  for (let i = 0; i < 2; i++)
    await stranger.request.post('/api/auth/callback/credentials', {
      form: { address: hostile, password: 'some password', csrfToken, json: 'true' },
    })
  await stranger.close()
  await page.goto(`/sign-ins?search=${mark}`)
  const row = page.getByRole('row').filter({ hasText: mark })
  await expect(row.first()).toContainText(`${mark}<img src=x onerror=alert(1)>�@example.test`)
  await expect(row.first()).toContainText('No such account')
  await expect(page.locator('main img')).toHaveCount(0)
  await expectForEverybody(page)

  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByLabel('Result').selectOption('signed_in')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await page.goto('/sign-ins?result=nonsense&client=elsewhere')
  await expect(page.getByRole('table')).toBeVisible()
})
