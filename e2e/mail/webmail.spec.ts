// Roundcube, as Debian has it, opened from /me by one click, and what must not open it. Its own plugins go on working.
import type { Page } from '@playwright/test'
import { read, save } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login, newPassword } from '../support/given'
import { lab, managedHosts, nameOf } from '../support/lab'
import { arrives, canLogIn, send } from '../support/mail'
import { askPanel, logOut, offerWebmail, openWebmail, signInToRoundcube, webmail } from '../support/roundcube'
import { promisedMs, untilTrue } from '../support/until'

// Roundcube has a certificate of the lab's own authority.
test.use({ storageState: { cookies: [], origins: [] }, ignoreHTTPSErrors: true })
test.beforeAll(offerWebmail)
test.afterAll(() => save('PATCH', '/settings', { webmailUrl: null, webmailSignOn: [] }))

/** The ticket that /me would carry to the webmail, caught on its way. */
async function caughtTicket(page: Page): Promise<string> {
  let body = ''
  await page.context().route(`${webmail}**`, (route) => {
    body = route.request().postData() ?? body
    return route.abort()
  })
  const popup = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Open webmail' }).click()
  const opened = await popup
  await untilTrue('the ticket to leave', async () => body !== '')
  await page.context().unroute(`${webmail}**`)
  await opened.close()
  return new URLSearchParams(body).get('_postern_ticket') ?? ''
}

/** Whether the password of a visit is taken by mail1 over IMAP, from the webmail's own address. */
async function opensFromWebmail({ user, password }: { user: string; password: string }): Promise<boolean> {
  const curl = ['/usr/bin/curl', '-s4', '--max-time', '30', '-u', `${user}:${password}`, `imaps://${nameOf('mail1')}/`]
  return (await lab.exec('web', curl)).code === 0
}

async function changePassword(roundcube: Page, current: string, next: string) {
  await roundcube.goto(`${webmail}?_task=settings&_action=plugin.password`)
  await roundcube.locator('#curpasswd').fill(current)
  await roundcube.locator('#newpasswd').fill(next)
  await roundcube.locator('#confpasswd').fill(next)
  await roundcube.locator('button.submit').click()
}

for (const host of managedHosts)
  test.describe(`webmail of people on ${nameOf(host)}`, () => {
    let login: Login
    test.beforeEach(async () => {
      login = await givenMailbox(host, `reads@${await givenDomain(host)}`)
    })

    test('one click shows the inbox with the message that came, and signing out there ends the visit', async ({ page }) => {
      const sent = await send({ host, from: 'carol@other.test', to: login.address })
      expect(sent.accepted, sent.transcript).toBe(true)
      await arrives(login, sent.token)
      await enterMailbox(page, login)
      const roundcube = await openWebmail(page)
      await expect(roundcube.locator('#messagelist')).toContainText(sent.token)
      await logOut(roundcube)
    })

    test('a filter that is made there files mail', async ({ page }) => {
      await enterMailbox(page, login)
      const roundcube = await openWebmail(page)
      await roundcube.goto(`${webmail}?_task=settings&_action=plugin.managesieve-action&_framed=1&_nav=hide`)
      await roundcube.locator('input[name="_name"]').fill('Everything is junk')
      await roundcube.locator('select[name="_join"]').selectOption('any')
      await roundcube.locator('select[name="_action_mailbox[0]"]').selectOption('Junk')
      const saved = roundcube.waitForResponse((response) => response.request().method() === 'POST')
      await roundcube.locator('button.submit').click()
      expect((await saved).status()).toBe(200)
      const sent = await send({ host, from: 'carol@other.test', to: login.address })
      expect(sent.accepted, sent.transcript).toBe(true)
      const search = ['/usr/bin/doveadm', 'search', '-u', login.address, 'mailbox', 'Junk', 'body', sent.token]
      await untilTrue('the message to be among the junk', async () => (await lab.exec(host, search)).stdout.trim() !== '')
    })

    test('its own plugin changes the password, with the present one and by the panel’s rules', async ({ page }) => {
      await enterMailbox(page, login)
      const roundcube = await openWebmail(page)
      const password = newPassword()
      await changePassword(roundcube, 'not the password', password)
      await expect(roundcube.locator('#messagestack')).toContainText(/not your (?:current )?password/i)
      await changePassword(roundcube, login.password, password)
      await expect(roundcube.locator('#messagestack')).toContainText('Successfully saved.')
      await untilTrue('the new password to work', () => canLogIn({ ...login, password }, 'imap'), promisedMs)
      await enterMailbox(page, { ...login, password })
    })
  })

test('a ticket works once', async ({ page }) => {
  const login = await givenMailbox('mail1', `once@${await givenDomain('mail1')}`)
  await enterMailbox(page, login)
  const ticket = await caughtTicket(page)
  const first = await askPanel('web', 'sign-in', { ticket })
  expect(first.status).toBe(200)
  const { user, password } = JSON.parse(first.text)
  expect(user).toBe(login.address)
  expect(await opensFromWebmail({ user, password })).toBe(true)
  // Of the webmail alone: the same password is wrong from anywhere else.
  expect(await canLogIn({ ...login, password }, 'imap')).toBe(false)
  expect((await askPanel('web', 'sign-in', { ticket })).status).toBe(401)
})

test('a ticket that another computer shows opens nothing, and is used up', async ({ page }) => {
  const login = await givenMailbox('mail1', `stolen@${await givenDomain('mail1')}`)
  await enterMailbox(page, login)
  const ticket = await caughtTicket(page)
  expect((await askPanel('mail2', 'sign-in', { ticket })).status).toBe(401)
  expect((await askPanel('web', 'sign-in', { ticket })).status).toBe(401)
})

test('a page of another site signs nobody in', async ({ page }) => {
  const login = await givenMailbox('mail1', `lured@${await givenDomain('mail1')}`)
  await enterMailbox(page, login)
  const ticket = await caughtTicket(page)
  const evil = `<form method="post" action="${webmail}?_task=login&_action=postern"><input name="_postern_ticket" value="${ticket}"><button>go</button></form>`
  await page.context().route('https://evil.test/', (route) => route.fulfill({ contentType: 'text/html', body: evil }))
  await page.goto('https://evil.test/')
  await page.getByRole('button').click()
  await expect(page.getByText('Your webmail could not be opened from your own pages.')).toBeVisible()
  await expect(page.locator('#login-form')).toBeVisible()
})

test('the visit ends with the session that it was opened from', async ({ page }) => {
  const login = await givenMailbox('mail1', `leaves@${await givenDomain('mail1')}`)
  await enterMailbox(page, login)
  const entered = await askPanel('web', 'sign-in', { ticket: await caughtTicket(page) })
  const visit = JSON.parse(entered.text)
  expect(await opensFromWebmail(visit)).toBe(true)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/me/sign-in')
  await untilTrue('the visit to be over on the mail host', async () => !(await opensFromWebmail(visit)))
})

test('who has no single sign-on there signs in by hand, and a domain or its host may have another webmail, or none', async ({ page }) => {
  const domain = await givenDomain('mail1')
  const login = await givenMailbox('mail1', `byhand@${domain}`)
  await signInToRoundcube(page, login)
  await expect(page.locator('#taskmenu')).toBeVisible()
  await enterMailbox(page, login)
  const opens = () => page.getByRole('link', { name: 'Open webmail' })
  await expect(opens()).toBeVisible()
  await save('PATCH', `/domains/${domain}`, { webmailUrl: 'none' })
  await page.reload()
  await expect(opens()).toHaveCount(0)
  expect(await read(`/domains/${domain}`)).toMatchObject({ webmailUrl: 'none' })
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('one click opens it, and Roundcube speaks it too', async ({ page }) => {
    const login = await givenMailbox('mail1', `lee@${await givenDomain('mail1')}`)
    await enterMailbox(page, login)
    const roundcube = await openWebmail(page, 'Abrir el correo web')
    await expect(roundcube.locator('#taskmenu')).toContainText('Correo')
  })
})
