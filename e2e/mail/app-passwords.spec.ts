// App passwords as people make and use them, with real mail programs at both hosts.
import type { Page } from '@playwright/test'
import { apply, read } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login, newPassword } from '../support/given'
import { managedHosts, nameOf } from '../support/lab'
import { canLogIn, onOutside, protocols } from '../support/mail'
import { freshSource } from '../support/source-address'
import { promisedMs, untilTrue } from '../support/until'

test.use({ storageState: { cookies: [], origins: [] } })

/** The worker looks at a host's log every ten seconds, and begins within a minute. */
const logMs = 90_000

type Made = { id: string; name: string; password: string }
const made = (login: Login, input: Record<string, unknown>): Promise<Made> =>
  apply('POST', `/mailboxes/${login.address}/app-passwords`, input)
const works = (login: Login, password: string) => Promise.all(protocols.map((protocol) => canLogIn({ ...login, password }, protocol)))
const imapFrom = async ({ host, address }: Login, password: string, source: string) =>
  (
    await onOutside([
      '/usr/bin/curl',
      '-s4',
      '--max-time',
      '30',
      '-u',
      `${address}:${password}`,
      '--interface',
      source,
      `imaps://${nameOf(host)}/`,
    ])
  ).code === 0

async function makeOnPage(page: Page, password: string, name: string): Promise<string> {
  await page.goto('/me/app-passwords')
  await page.getByRole('button', { name: 'New app password' }).click()
  await page.getByLabel('For which program or device').fill(name)
  await page.getByRole('switch', { name: 'Sending mail' }).uncheck()
  await page.getByLabel('Current password').fill(password)
  await page.getByRole('button', { name: 'Make it' }).click()
  await expect(page.getByText('It works already.')).toBeVisible()
  return (await page.locator('dd').nth(1).textContent()) ?? ''
}

for (const host of managedHosts)
  test.describe(`app passwords on ${nameOf(host)}`, () => {
    let domain: string
    test.beforeAll(async () => {
      domain = await givenDomain(host)
    })

    test('one that a person makes opens IMAP alone, is seen in use, and stops within two seconds of being revoked', async ({ page }) => {
      const login = await givenMailbox(host, `anna@${domain}`)
      await enterMailbox(page, login)
      const password = await makeOnPage(page, login.password, 'Telephone')
      await untilTrue('the app password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      expect(await works(login, password)).toEqual([true, false, false, false])
      expect(await works(login, login.password)).toEqual([true, true, true, true])
      await page.getByRole('button', { name: 'Done' }).click()
      const lastProtocol = async () =>
        (await read<{ lastUsed: { protocol: string } | null }[]>(`/mailboxes/${login.address}/app-passwords`))[0]?.lastUsed?.protocol
      await untilTrue('its use to be known', async () => (await lastProtocol()) === 'imap', logMs)
      await page.reload()
      await expect(page.getByText('IMAP from')).toBeVisible()
      await page.goto('/me/activity')
      await expect(page.getByRole('table', { name: 'Sign-ins of mail programs' })).toContainText('Telephone')
      await page.goto('/me/app-passwords')
      await page.getByRole('button', { name: 'Revoke', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
      await expect(page.getByText('No app passwords yet')).toBeVisible()
      await untilTrue('the app password to fail', async () => !(await canLogIn({ ...login, password }, 'imap')), promisedMs)
      expect(await canLogIn(login, 'imap')).toBe(true)
    })

    test('works from one address only', async () => {
      const login = await givenMailbox(host, `bound@${domain}`)
      const [here, elsewhere] = [await freshSource(), await freshSource()]
      const { password } = await made(login, { name: 'Scanner', networks: [here] })
      await untilTrue('the app password to work', () => imapFrom(login, password, here), promisedMs)
      expect(await imapFrom(login, password, elsewhere)).toBe(false)
    })

    test('works until it expires', async () => {
      const login = await givenMailbox(host, `until@${domain}`)
      const expiresAt = new Date(Date.now() + 15_000).toISOString()
      const { password } = await made(login, { name: 'For today', expiresAt })
      await untilTrue('the app password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      await untilTrue('the app password to expire', async () => !(await canLogIn({ ...login, password }, 'imap')), 30_000)
      expect(Date.now()).toBeGreaterThan(new Date(expiresAt).getTime())
      expect(await canLogIn(login, 'imap')).toBe(true)
    })

    test('are all that opens mail where a mailbox asks for them, and a new password can take them away', async () => {
      const login = await givenMailbox(host, `only@${domain}`, { appPasswordsOnly: true })
      const { password } = await made(login, { name: 'Everything', pop3: true, sieve: true })
      await untilTrue('the app password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      expect(await works(login, password)).toEqual([true, true, true, true])
      expect(await works(login, login.password)).toEqual([false, false, false, false])
      await apply('POST', `/mailboxes/${login.address}/password`, { password: newPassword(), revokeAppPasswords: true })
      await untilTrue('the app password to fail', async () => !(await canLogIn({ ...login, password }, 'imap')), promisedMs)
    })
  })

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('a person makes one and revokes it', async ({ page }) => {
    const login = await givenMailbox('mail1', `elena@${await givenDomain('mail1')}`)
    await enterMailbox(page, login)
    await page.getByRole('link', { name: 'Contraseñas de aplicación' }).click()
    await page.getByRole('button', { name: 'Nueva contraseña de aplicación' }).click()
    await page.getByLabel('Para qué programa o dispositivo').fill('Tableta')
    await page.getByLabel('Contraseña actual').fill(login.password)
    await page.getByRole('button', { name: 'Crear' }).click()
    await expect(page.getByText('Ya funciona.')).toBeVisible()
    const password = (await page.locator('dd').nth(1).textContent()) ?? ''
    await untilTrue('the app password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
    await page.getByRole('button', { name: 'Listo' }).click()
    await page.getByRole('button', { name: 'Revocar', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revocar', exact: true }).click()
    await untilTrue('the app password to fail', async () => !(await canLogIn({ ...login, password }, 'imap')), promisedMs)
  })
})
