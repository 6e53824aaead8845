// A browser in which the first owner is signed in, and which reports what a person does not see: errors in the console, refused by the
// content security policy or not caught.
import { test as base, expect, type Page } from '@playwright/test'

type Session = Awaited<ReturnType<Awaited<ReturnType<Page['context']>>['storageState']>>

export const test = base.extend<{ consoleErrors: string[] }, { session: Session }>({
  session: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ baseURL: process.env.POSTERN_URL, locale: 'en-GB' })
      await signIn(page)
      const session = await page.context().storageState()
      await page.close()
      await use(session)
    },
    { scope: 'worker' },
  ],
  storageState: ({ session }, use) => use(session),
  consoleErrors: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('console', (message) => {
        // A refused sign-in answers 401, which the browser writes down by itself.
        const isRefusal = message.location().url.includes('/api/auth/callback/')
        if (message.type() === 'error' && !isRefusal) errors.push(`${new URL(page.url()).pathname}: ${message.text()}`)
      })
      page.on('pageerror', (error) => errors.push(`${new URL(page.url()).pathname}: ${error.message}`))
      await use(errors)
      expect(errors, 'errors in the console').toEqual([])
    },
    { auto: true },
  ],
})
export { expect } from '@playwright/test'

export async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Address').fill(process.env.POSTERN_OWNER ?? '')
  await page.getByLabel('Password', { exact: true }).fill(process.env.POSTERN_OWNER_PASSWORD ?? '')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** With a mailbox's own address and password, to its own pages, in the language of the browser. */
export async function enterMailbox(page: Page, { address, password }: { address: string; password: string }): Promise<void> {
  await page.goto('/me/sign-in')
  await page.getByLabel(/^(?:Address|Dirección)$/).fill(address)
  await page.getByLabel(/^(?:Password|Contraseña)$/).fill(password)
  await page.getByRole('button', { name: /^(?:Sign in|Iniciar sesión)$/ }).click()
  await page.waitForURL((url) => url.pathname !== '/me/sign-in')
}

/** A browser that knows nothing any more. No page is left open in it that would ask on and be refused. */
export async function becomeStranger(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}
