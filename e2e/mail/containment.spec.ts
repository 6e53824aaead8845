// A mailbox that a stranger is in, closed in one step from its page: whoever is connected is cut off, and nothing opens it any more.
import { connect, type TLSSocket } from 'node:tls'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login } from '../support/given'
import { lab } from '../support/lab'
import { expectForEverybody } from '../support/looks'
import { canLogIn, send, sendFromOutside } from '../support/mail'
import { givenQueued } from '../support/queued'
import { untilTrue } from '../support/until'

/** An IMAP session as a mail program leaves it open all day. */
async function openSession({ host, address, password }: Login): Promise<{ socket: TLSSocket; isOpen: () => boolean }> {
  const socket = connect({ host: lab.address(host), port: 993, rejectUnauthorized: false })
  let open = true
  socket.on('close', () => {
    open = false
  })
  socket.on('error', () => {})
  const said = (pattern: RegExp) =>
    new Promise<void>((resolve) => {
      let text = ''
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1')
        if (pattern.test(text)) resolve()
      })
    })
  await said(/^\* OK/m)
  socket.write(`a login "${address}" "${password}"\r\n`)
  await said(/^a OK/m)
  return { socket, isOpen: () => open }
}

test('a stranger is out within seconds, mail goes on arriving, and the mailbox comes back', async ({ page }) => {
  const domain = await givenDomain('mail1')
  const login = await givenMailbox('mail1', `taken@${domain}`, { recoveryAddress: 'thief@other.test' })
  const session = await openSession(login)
  await givenQueued('mail1', { sender: login.address })

  await page.goto(`/mailboxes/${encodeURIComponent(login.address)}/contain`)
  await expect(page.getByText('Nothing unusual is seen at the moment.')).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByText('Remove the recovery address thief@other.test').click()
  await page.getByRole('button', { name: 'Close the mailbox' }).click()
  await expect(page.getByText('This mailbox is closed')).toBeVisible()

  await untilTrue('the open session to end', () => Promise.resolve(!session.isOpen()), 20_000)
  expect(await canLogIn(login, 'imap')).toBe(false)
  expect(await canLogIn(login, 'submission')).toBe(false)
  const refused = await send({ host: 'mail1', from: login.address, to: 'alice@other.test', as: login })
  expect(refused.accepted).toBe(false)
  await sendFromOutside('alice@other.test', login.address)

  await page.reload()
  await expect(page.getByText('Mail in the queue held')).toBeVisible()
  await expect(page.getByText('1 message', { exact: true })).toBeVisible()
  await expect(page.getByText('waits for the host')).toHaveCount(0)
  await expect(page.getByText('thief@other.test', { exact: true })).toBeVisible()
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Let it send again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Let it send again' }).click()
  await expect(page.getByText('This mailbox is closed')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Close the mailbox' })).toBeVisible()
})

test('what nobody does unusually is said so', async ({ page }) => {
  await page.goto('/unusual')
  await expect(page.getByRole('heading', { name: 'Unusual activity' })).toBeVisible()
  await expectForEverybody(page)
})
