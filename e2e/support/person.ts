// An administrator of one's own for a test, who signs in like anybody else.
import type { Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { read, save } from './api'
import { unique } from './given'

export type Person = { id: string; address: string; password: string }

export type PersonRole = 'owner' | 'admin' | 'domain_admin' | 'auditor'

/** `domains`: what is given to a domain administrator. */
export async function givenPerson(role: PersonRole = 'admin', domains: string[] = []): Promise<Person> {
  const address = `person-${unique()}@example.test`
  const password = `quiet-harbour-${unique()}`
  const grants = role === 'domain_admin' ? { domains } : {}
  const { data } = await save<{ id: string }>('POST', '/people', { address, name: `Person ${unique()}`, role, password, ...grants })
  return { id: data.id, address, password }
}

export async function givePassword(page: Page, { address, password }: Person, path = '/sign-in'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('Address').fill(address)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Of the step before, of now or of the next one: three codes that are good at this moment. */
export const codeOf = (secret: string, stepsOn = 0): string => new TOTP({ secret }).generate({ timestamp: Date.now() + stepsOn * 30_000 })

/** Sets an app up on the page that shows the form, and gives its secret. The code of the step before is spent by it. */
export async function setUpApp(page: Page, password: string): Promise<string> {
  await page.getByLabel('Current password').fill(password)
  await page.getByRole('button', { name: 'Go on' }).click()
  const text = await page
    .locator('code')
    .filter({ hasText: /^(?:[A-Z2-7]{4} ){7}/ })
    .textContent()
  const secret = (text ?? '').replaceAll(' ', '')
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret, -1))
  await page.getByRole('button', { name: 'Turn it on' }).click()
  return secret
}

export async function shownCodes(page: Page): Promise<string[]> {
  const list = page.getByRole('list', { name: 'Recovery codes' })
  await list.waitFor()
  return list.getByRole('listitem').allTextContents()
}

/** Runs with a second factor demanded of a role, and puts the setting back. */
export async function whileRequired(roles: readonly string[], run: () => Promise<void>): Promise<void> {
  const { secondFactorRoles } = await read<{ secondFactorRoles: string[] }>('/settings')
  await save('PATCH', '/settings', { secondFactorRoles: roles })
  try {
    await run()
  } finally {
    await save('PATCH', '/settings', { secondFactorRoles })
  }
}
