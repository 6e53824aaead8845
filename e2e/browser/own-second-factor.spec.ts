// The second factor of a person with a mailbox: set up, asked for, lost, taken away.
import type { Page } from '@playwright/test'
import { save } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login } from '../support/given'
import { expectForEverybody } from '../support/looks'
import { canLogIn } from '../support/mail'
import { codeOf, setUpApp, shownCodes } from '../support/person'
import { promisedMs, untilTrue } from '../support/until'

test.use({ storageState: { cookies: [], origins: [] } })

let domain: string
test.beforeAll(async () => {
  domain = await givenDomain('mail1')
})

/** Signed in, with an app that is set up. */
async function withFactor(page: Page, name: string): Promise<{ login: Login; secret: string; codes: string[] }> {
  const login = await givenMailbox('mail1', `${name}@${domain}`)
  await enterMailbox(page, login)
  await page.goto('/me/second-factor')
  await page.getByRole('button', { name: 'Set up' }).click()
  const secret = await setUpApp(page, login.password)
  const codes = await shownCodes(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  return { login, secret, codes }
}

async function leave(page: Page) {
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/me\/sign-in$/)
}

test('is asked for at the sign-in, where half a session opens nothing', async ({ page }) => {
  const { login, secret, codes } = await withFactor(page, 'factor')
  await expect(page.getByText('Your password opens your mail too')).toBeVisible()
  await leave(page)
  await enterMailbox(page, login)
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible()
  await expectForEverybody(page)
  await page.goto('/me/app-passwords')
  await expect(page).toHaveURL(/\/me\/sign-in/)
  await page.goto('/me/sign-in/second-factor')
  await page.getByLabel('Code').fill('000000')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('That is not a code that works now.').first()).toBeVisible()
  await page.getByLabel('Code').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/me$/)
  await leave(page)
  await enterMailbox(page, login)
  await page.getByLabel('Code').fill(codes[0] ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/me$/)
})

test('lets the person ask for app passwords alone, and an administrator takes it away from who lost it', async ({ page }) => {
  const { login } = await withFactor(page, 'lost')
  await page.getByRole('button', { name: 'Ask for app passwords' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(login.password)
  await dialog.getByRole('button', { name: 'Ask for app passwords' }).click()
  await expect(page.getByText('Only app passwords open your mail')).toBeVisible()
  await untilTrue('the password to open no mail', async () => !(await canLogIn(login, 'imap')), promisedMs)
  await save('DELETE', `/mailboxes/${login.address}/second-factor`, undefined, null)
  await page.goto('/me')
  await expect(page).toHaveURL(/\/me\/sign-in$/)
  await enterMailbox(page, login)
  await expect(page).toHaveURL(/\/me$/)
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('a person sets it up and signs in with it', async ({ page }) => {
    const login = await givenMailbox('mail1', `factor-es@${domain}`)
    await enterMailbox(page, login)
    await page.getByRole('link', { name: 'Segundo factor' }).click()
    await page.getByRole('button', { name: 'Configurar' }).click()
    await page.getByLabel('Contraseña actual').fill(login.password)
    await page.getByRole('button', { name: 'Continuar' }).click()
    const text = await page
      .locator('code')
      .filter({ hasText: /^(?:[A-Z2-7]{4} ){7}/ })
      .textContent()
    const secret = (text ?? '').replaceAll(' ', '')
    await page.getByLabel('Código', { exact: true }).fill(codeOf(secret, -1))
    await page.getByRole('button', { name: 'Activar' }).click()
    await page.getByRole('button', { name: 'Los he guardado' }).click()
    await page.getByRole('button', { name: 'Cerrar la sesión' }).click()
    await page.waitForURL(/\/me\/sign-in$/)
    await enterMailbox(page, login)
    await expect(page.getByRole('heading', { name: 'Un paso más' })).toBeVisible()
    await page.getByLabel('Código').fill(codeOf(secret))
    await page.getByRole('button', { name: 'Iniciar sesión' }).click()
    await expect(page).toHaveURL(/\/me$/)
  })
})
