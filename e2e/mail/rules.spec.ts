// What people let happen to their mail: forwarding that its target agreed to, an answer while they are away, filters, and their own Sieve scripts.
import type { Page } from '@playwright/test'
import { apply, read, save } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox, type Login } from '../support/given'
import { lab, managedHosts, nameOf } from '../support/lab'
import { expectForEverybody } from '../support/looks'
import { arrives, arrivesOutside, hasIt, liesIn, manageSieve, send } from '../support/mail'
import { linkIn, messageAfter } from '../support/outside-inbox'
import { untilTrue } from '../support/until'

test.use({ storageState: { cookies: [], origins: [] } })

const enter = async (page: Page, login: Login, section: string) => {
  await enterMailbox(page, login)
  await page.goto(`/me/${section}`)
}

const answersOutside = async (user: string, subject: string): Promise<number> => {
  const { stdout } = await lab.exec('mail2', ['/usr/bin/grep', '-rlsF', subject, `/var/vmail/other.test/${user}/Maildir/new`])
  return stdout.split('\n').filter((line) => line !== '').length
}

for (const [index, host] of managedHosts.entries())
  test.describe(`rules on ${nameOf(host)}`, () => {
    const user = ['alice', 'bob'][index] ?? 'alice'
    const outside = `${user}@other.test`
    let domain: string
    test.beforeAll(async () => {
      domain = await givenDomain(host)
      await save('PATCH', '/settings', { senderAddress: `postern@${domain}` })
    })

    test('forwarding waits until its target agrees, and then mail arrives there', async ({ page, browser }) => {
      const login = await givenMailbox(host, `forwards@${domain}`)
      await enter(page, login, 'forwarding')
      await page.getByLabel('Address').fill(outside)
      const message = await messageAfter(outside, () => page.getByRole('button', { name: 'Ask this address' }).click())
      expect(message).toContain(login.address)
      await expect(page.getByText('Has not answered yet')).toBeVisible()
      const before = await send({ host, from: 'carol@other.test', to: login.address })
      await arrives(login, before.token)

      const target = await browser.newPage({ storageState: { cookies: [], origins: [] } })
      await target.goto(linkIn(message))
      await expect(target.getByText('wants all its mail to be sent on to')).toBeVisible()
      await target.getByRole('button', { name: 'Agree' }).click()
      await expect(target.getByText('Agreed', { exact: true })).toBeVisible()
      await target.goto('about:blank')
      await target.goto(linkIn(message))
      await expect(target.getByText('This link cannot be used any more')).toBeVisible()
      await target.close()

      await page.reload()
      await expect(page.getByText('Gets all mail')).toBeVisible()
      await untilTrue('the host to forward', async () => {
        const { stdout } = await lab.exec(host, ['/usr/bin/grep', '-rsF', outside, '/etc/postfix/postern'])
        return stdout.includes(login.address)
      })
      const after = await send({ host, from: 'carol@other.test', to: login.address })
      await arrivesOutside(outside, after.token)
      await arrives(login, after.token)
    })

    test('an answer goes once to who writes while somebody is away, and not to a list', async ({ page }) => {
      const login = await givenMailbox(host, `away@${domain}`)
      await givenAlias(`info@${domain}`, [login.address])
      await enter(page, login, 'vacation')
      const subject = `Away from ${domain}`
      await page.getByLabel('Subject').fill(subject)
      await page.getByLabel('Text').fill('Back on Monday.\n.\n“Ana” $' + '{x}')
      await page.getByLabel('From', { exact: true }).fill('2026-01-01T08:00')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('Saved, and in force')).toBeVisible()
      await expect(page.getByText('Answers now')).toBeVisible()
      await expect(page.getByText(`info@${domain}`)).toBeVisible()

      const listed = await send({ host, from: outside, to: login.address, headers: ['Subject: news', 'List-Id: <news.example>'] })
      await arrives(login, listed.token)
      const first = await send({ host, from: outside, to: `info@${domain}` })
      await arrives(login, first.token)
      await untilTrue('an answer', async () => (await answersOutside(user, subject)) === 1)
      const second = await send({ host, from: outside, to: login.address })
      await arrives(login, second.token)
      // Another sender's answer left behind the one that must not come.
      await send({ host, from: 'carol@other.test', to: login.address })
      await untilTrue('the answer to carol', async () => (await answersOutside('carol', subject)) === 1)
      expect(await answersOutside(user, subject)).toBe(1)
    })

    test('a filter that is made in the browser files mail, and is tried beforehand', async ({ page }) => {
      const login = await givenMailbox(host, `sorts@${domain}`)
      await enter(page, login, 'filters')
      await page.getByRole('button', { name: 'Add a rule' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name', { exact: true }).fill('Facturas')
      await dialog.getByLabel('Part of the message').selectOption('subject')
      await dialog.getByLabel('Comparison').selectOption('begins')
      await dialog.getByLabel('Text').fill('[factura*]')
      await dialog.getByRole('button', { name: 'Save the rule' }).click()
      await expect(dialog.getByText('This is missing.').first()).toBeVisible()
      await dialog.getByLabel('Folder').fill('Año/Facturas')
      await dialog.getByRole('button', { name: 'Save the rule' }).click()
      await expect(page.getByText('Saved, and in force')).toBeVisible()

      await page.getByRole('button', { name: 'Try the rules' }).click()
      await dialog.getByLabel('Message').fill('From: a@example.org\nSubject: [factura*] 7\n\nHello\n')
      await dialog.getByRole('button', { name: 'Try it' }).click()
      await expect(dialog.getByText('store message in folder: Año.Facturas')).toBeVisible()

      const filed = await send({ host, from: outside, to: login.address, headers: ['Subject: [factura*] of today'] })
      await untilTrue('the mail in its folder', () => liesIn(login, 'A&APE-o.Facturas', filed.token))
      const other = await send({ host, from: outside, to: login.address, headers: ['Subject: [facturas] of today'] })
      await arrives(login, other.token)
      expect(await hasIt(login, filed.token)).toBe(false)
    })

    test('a mistake in a script stands at its line, and the script of a mail program survives', async ({ page }) => {
      const login = await givenMailbox(host, `scripts@${domain}`)
      const own = '# made elsewhere: ñ\r\nrequire "fileinto";\r\nif header :is "subject" "elsewhere" { fileinto "INBOX"; }\r\n'
      const said = await manageSieve(login, [`PUTSCRIPT "webmail" {${Buffer.byteLength(own)}+}`, own, 'SETACTIVE "webmail"'])
      expect(said).not.toContain('NO ')
      await enter(page, login, 'scripts')
      await expect(page.getByText('active', { exact: true })).toBeVisible()
      await page.getByRole('link', { name: 'New script' }).click()
      await page.getByLabel('Name', { exact: true }).fill('mine')
      await page.getByLabel('Script', { exact: true }).fill('keep;\n\nfoo "bar";\n')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByRole('alert').getByText('Line 3:')).toBeVisible()
      await expect(page.getByRole('alert').getByText(/foo/)).toBeVisible()
      await page.getByLabel('Script', { exact: true }).fill('keep;\n')
      await page.getByRole('button', { name: 'Save' }).click()
      await expect(page.getByText('Saved on the mail host')).toBeVisible()
      await expect(page.getByRole('link', { name: 'Edit mine' })).toBeVisible()

      const { version } = await read<{ version: number }>(`/mailboxes/${login.address}/filters`)
      expect(version).toBe(0)
      const filters = [{ name: 'x', enabled: true, match: 'always', conditions: [], actions: [{ do: 'flag' }], stop: false }]
      await put(`/mailboxes/${login.address}/filters`, { filters }, 0)
      const listed = await manageSieve(login, ['LISTSCRIPTS', 'GETSCRIPT "webmail"'])
      expect(listed).toContain('"webmail" ACTIVE')
      expect(listed).toContain(own)
      const sent = await send({ host, from: outside, to: login.address, headers: ['Subject: elsewhere'] })
      await arrives(login, sent.token)
    })
  })

async function put(path: string, body: unknown, version: number): Promise<void> {
  const response = await fetch(`${process.env.POSTERN_URL}/api/v1${path}?wait=applied`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${process.env.POSTERN_TOKEN}`, 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
    body: JSON.stringify(body),
  })
  expect(response.status, await response.text()).toBe(200)
}

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('a person forwards, writes an answer, sorts and scripts; the target refuses for good', async ({ page, browser }) => {
    const domain = await givenDomain('mail1')
    await save('PATCH', '/settings', { senderAddress: `postern@${domain}` })
    const login = await givenMailbox('mail1', `reglas@${domain}`)
    await enter(page, login, 'forwarding')
    await page.getByLabel('Dirección').fill('carol@other.test')
    const message = await messageAfter('carol@other.test', () => page.getByRole('button', { name: 'Preguntar a esta dirección' }).click())
    expect(message).toContain(`Subject: ${login.address} quiere reenviarte correo`)
    const target = await browser.newPage({ storageState: { cookies: [], origins: [] }, locale: 'es-ES' })
    await target.goto(linkIn(message))
    await target.getByRole('button', { name: 'Rechazar para siempre' }).click()
    await expect(target.getByText('Rechazado', { exact: true })).toBeVisible()
    await target.close()
    await page.reload()
    await expect(page.getByText('El correo se queda en este buzón.')).toBeVisible()
    await page.getByLabel('Dirección').fill('carol@other.test')
    await page.getByRole('button', { name: 'Preguntar a esta dirección' }).click()
    await expect(page.getByText('carol@other.test no quiere que se le pregunte.').first()).toBeVisible()

    await page.goto('/me/vacation')
    await page.getByLabel('Asunto').fill('Fuera')
    await page.getByLabel('Texto').fill('Vuelvo el lunes.')
    await page.getByLabel('Desde', { exact: true }).fill('2099-01-01T08:00')
    await page.getByLabel('Zona horaria').selectOption('Europe/Madrid')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await expect(page.getByText('Activada, espera su comienzo')).toBeVisible()

    await page.goto('/me/filters')
    await page.getByRole('button', { name: 'Añadir una regla' }).click()
    await page.getByRole('dialog').getByLabel('Texto').fill('jefa')
    await page.getByRole('dialog').getByLabel('Carpeta').fill('Trabajo')
    await page.getByRole('button', { name: 'Guardar la regla' }).click()
    await expect(page.getByText('De contiene “jefa” → mover a Trabajo')).toBeVisible()

    await page.goto('/me/scripts/edit')
    await page.getByLabel('Nombre').fill('mío')
    await page.getByLabel('Script', { exact: true }).fill('foo;\n')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await expect(page.getByRole('alert').getByText('Línea 1:')).toBeVisible()
  })
})

test('rules are moved by keys, and an administrator sees and changes the same', async ({ page, session, browser }) => {
  const domain = await givenDomain('mail1')
  const login = await givenMailbox('mail1', `moves@${domain}`)
  const rule = (name: string) => ({ name, enabled: true, match: 'always', conditions: [], actions: [{ do: 'flag' }], stop: false })
  await put(`/mailboxes/${login.address}/filters`, { filters: [rule('one'), rule('two')] }, 0)
  await enter(page, login, 'filters')
  await page.getByRole('button', { name: 'Move two up' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved, and in force')).toBeVisible()
  const names = async () =>
    (await read<{ filters: { name: string }[] }>(`/mailboxes/${login.address}/filters`)).filters.map((one) => one.name)
  expect(await names()).toEqual(['two', 'one'])
  await expectForEverybody(page)

  const desk = await browser.newPage({ storageState: session, baseURL: process.env.POSTERN_URL, locale: 'en-GB' })
  await desk.goto(`/mailboxes/${login.address}`)
  await desk.getByRole('link', { name: 'Mail rules' }).click()
  await desk.getByRole('button', { name: 'Delete one' }).click()
  await expect(desk.getByText('Saved, and in force')).toBeVisible()
  expect(await names()).toEqual(['two'])
  await desk.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(names).toEqual(['two', 'one'])
  await expectForEverybody(desk)
  await desk.close()
  const changes = await read<{ action: string; actorKind: string }[]>(`/changes?subject=${encodeURIComponent(login.address)}`)
  expect(changes.filter(({ action }) => action === 'mailbox.filters').map(({ actorKind }) => actorKind)).toEqual([
    'administrator',
    'administrator',
    'mailbox',
    'administrator',
  ])
})

test('a domain keeps its mail inside when it is told to', async ({ page }) => {
  const domain = await givenDomain('mail1')
  await apply('PATCH', `/domains/${domain}`, { forwardOutside: false })
  const login = await givenMailbox('mail1', `inside@${domain}`)
  await enter(page, login, 'forwarding')
  await page.getByLabel('Address').fill('carol@other.test')
  await page.getByRole('button', { name: 'Ask this address' }).click()
  await expect(page.getByText('may not be forwarded to addresses elsewhere').first()).toBeVisible()
})
