// People with a mailbox help themselves: a forgotten password, a first password, a recovery address, a password that must be changed.
import type { Page } from '@playwright/test'
import { apply, read, save } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox, newPassword } from '../support/given'
import { managedHosts, nameOf } from '../support/lab'
import { arrives, canLogIn, send } from '../support/mail'
import { linkIn, messageAfter } from '../support/outside-inbox'
import { promisedMs, untilTrue } from '../support/until'

test.use({ storageState: { cookies: [], origins: [] } })

async function sendFrom(domain: string) {
  await save('PATCH', '/settings', { senderAddress: `postern@${domain}`, panelName: 'Correo de prueba' })
}

async function askForLink(page: Page, address: string) {
  await page.goto('/forgot')
  await page.getByLabel('Address of the mailbox').fill(address)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText('Look at your recovery address')).toBeVisible()
}

async function choose(page: Page, link: string, password: string, button: string) {
  await page.goto(link)
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByText('Your new password is set')).toBeVisible()
}

for (const [index, host] of managedHosts.entries())
  test.describe(`people with a mailbox on ${nameOf(host)}`, () => {
    const outside = ['alice@other.test', 'bob@other.test'][index] ?? ''
    let domain: string
    test.beforeAll(async () => {
      domain = await givenDomain(host)
      await sendFrom(domain)
    })

    test('who forgot the password get a link, and the new one holds at the host within two seconds', async ({ page }) => {
      const login = await givenMailbox(host, `forgets@${domain}`, { recoveryAddress: outside })
      const message = await messageAfter(outside, () => askForLink(page, login.address))
      expect(message).toContain(`Return-Path: <postern@${domain}>`)
      expect(message).toMatch(/^From: Correo de prueba <postern@/m)
      expect(message).toContain('Auto-Submitted: auto-generated')
      const password = newPassword()
      await choose(page, linkIn(message), password, 'Set the password')
      await untilTrue('the new password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      await untilTrue('the old password to fail', async () => !(await canLogIn(login, 'imap')), promisedMs)
      const [change] = await read<{ action: string; actorName: string; actorKind: string }[]>(
        `/changes?limit=1&subject=${encodeURIComponent(login.address)}`,
      )
      expect(change).toMatchObject({ action: 'mailbox.password', actorName: login.address, actorKind: 'mailbox' })

      await page.goto(linkIn(message))
      await page.reload()
      await expect(page.getByText('This link cannot be used any more')).toBeVisible()
      await enterMailbox(page, { address: login.address, password })
      await expect(page.getByRole('banner')).toContainText(login.address)
    })

    test('who are invited choose their first password and read their mail', async ({ page }) => {
      const address = `new@${domain}`
      const invite = () => apply('POST', '/mailboxes', { address, invite: true, recoveryAddress: outside })
      const message = await messageAfter(outside, invite)
      const login = { host, address, password: newPassword() }
      await choose(page, linkIn(message), login.password, 'Choose your password')
      await untilTrue('the first password to work', () => canLogIn(login, 'imap'), promisedMs)
      const sent = await send({ host, from: 'carol@other.test', to: address })
      expect(sent.accepted, sent.transcript).toBe(true)
      await arrives(login, sent.token)
    })

    test('set a recovery address by a code that is mailed there', async ({ page }) => {
      const login = await givenMailbox(host, `proves@${domain}`)
      await enterMailbox(page, login)
      await page.getByRole('link', { name: 'Set a recovery address' }).click()
      await page.getByLabel('Address').fill('carol@other.test')
      await page.getByLabel('Your password').fill(login.password)
      const sendCode = () => page.getByRole('button', { name: 'Send a code there' }).click()
      const message = await messageAfter('carol@other.test', sendCode)
      const code = /^ {4}(\d{6})\r?$/m.exec(message)?.[1] ?? ''
      await page.getByLabel('Code').fill(code === '000000' ? '000001' : '000000')
      await page.getByRole('button', { name: 'Use this address' }).click()
      await expect(page.getByText('That is not the code. There are 4 tries left.').first()).toBeVisible()
      await page.getByLabel('Code').fill(code)
      await page.getByRole('button', { name: 'Use this address' }).click()
      await expect(page.getByText('c•••@o•••.test')).toBeVisible()
      expect(await read(`/mailboxes/${login.address}`)).toMatchObject({ recoveryAddress: 'carol@other.test' })
    })

    test('must change a password that somebody set for them, and then every other session ends', async ({ page, browser }) => {
      const login = await givenMailbox(host, `must@${domain}`, { passwordMustChange: true })
      const elsewhere = await browser.newPage({ storageState: { cookies: [], origins: [] } })
      await enterMailbox(elsewhere, login)
      await enterMailbox(page, login)
      await page.goto('/me/sessions')
      await expect(page).toHaveURL(/\/me\/password$/)
      const password = newPassword()
      await page.getByLabel('Current password').fill(login.password)
      await page.getByLabel('New password').fill(password)
      await page.getByRole('button', { name: 'Change password' }).click()
      await expect(page.getByText('Your password is changed.')).toBeVisible()
      await untilTrue('the new password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      await page.getByRole('link', { name: 'Sessions' }).click()
      await expect(page.getByText('this one')).toBeVisible()
      await elsewhere.goto('/me')
      await expect(elsewhere).toHaveURL(/\/me\/sign-in$/)
      await elsewhere.close()
    })
  })

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('page, message and reset speak it', async ({ page }) => {
    const domain = await givenDomain('mail1')
    await sendFrom(domain)
    const login = await givenMailbox('mail1', `olvida@${domain}`, { recoveryAddress: 'alice@other.test' })
    await page.goto('/me/sign-in')
    await page.getByRole('link', { name: '¿Olvidaste tu contraseña?' }).click()
    await page.getByLabel('Dirección del buzón').fill(login.address)
    const message = await messageAfter('alice@other.test', () => page.getByRole('button', { name: 'Enviar el enlace' }).click())
    expect(message).toContain(`Subject: Nueva contraseña para ${login.address}`)
    await page.goto(linkIn(message))
    const password = newPassword()
    await page.getByLabel('Contraseña nueva').fill(password)
    await page.getByRole('button', { name: 'Poner la contraseña' }).click()
    await expect(page.getByText('Tu contraseña nueva está puesta')).toBeVisible()
    await untilTrue('the new password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
  })
})

test('the answer is the same for who has no mailbox, and nothing is sent', async ({ page }) => {
  const domain = await givenDomain('mail1')
  await askForLink(page, `nobody@${domain}`)
  await expect(page.getByText(`If nobody@${domain} is a mailbox here`)).toBeVisible()
})
