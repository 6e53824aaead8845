// From watching to refusing on reports that the receiving host makes of real mail: it is sent and forged, judged there, reported by mail, taken from the mailbox over IMAP and
// turned into advice, until that host refuses what is forged.

import type { Page } from '@playwright/test'
import type { InboxView } from '#lib/received-reports/inbox-schema'
import { ask, read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login } from '../support/given'
import { lab } from '../support/lab'
import { publish } from '../support/lab-zone'
import { expectForEverybody } from '../support/looks'
import { send } from '../support/mail'
import { reportDays, startReceiver, stopReceiver } from '../support/reporting-receiver'
import { untilTrue } from '../support/until'

const host = 'mail1'
const server = 'mail1.example.test'
const days = 15
/** Of each day: fifteen times that is more than advice needs. */
const messages = 8

test.beforeAll(startReceiver)
test.afterAll(async () => {
  await stopReceiver()
  await publish([])
})

/** What a day brings: Alice writes, and somebody else does so in her name. */
async function mail(alice: Login): Promise<void> {
  const to = 'bob@other.test'
  const all = await Promise.all(Array.from({ length: messages }, () => send({ host, as: alice, from: alice.address, to })))
  for (const { accepted, transcript } of all) expect(accepted, transcript).toBe(true)
  for (const { token } of all) await arrived(token)
  await forge(alice.address)
}

const arrived = (token: string) =>
  untilTrue(
    'the message to arrive',
    async () => (await lab.exec('mail2', ['/usr/bin/grep', '-rqs', token, '/var/vmail/other.test/bob/Maildir/new'])).code === 0,
    30_000,
  )

/** Whether the receiver took it. */
async function forge(from: string): Promise<boolean> {
  const argv = ['/usr/bin/swaks', '-4', '--server', lab.address('mail2'), '--helo', 'hub.test', '--from', from, '--to', 'bob@other.test']
  const { code, stdout } = await lab.hub([...argv, '--header', 'Subject: an invoice', '--body', 'Pay here'])
  if (code !== 0) expect(stdout).toContain('<** 554')
  return code === 0
}

const inbox = () => read<InboxView>('/report-inbox')

/** Mails so many as that have been taken by now, all together. */
async function readUntil(taken: number): Promise<void> {
  await untilTrue(
    `${taken} mails of reports to be taken`,
    async () => {
      if (!(await ask('POST', '/report-inbox/reading')).ok) throw new Error('the reading was not asked for')
      await new Promise((resolve) => setTimeout(resolve, 1000))
      const { state } = await inbox()
      expect(state.problem).toBeNull()
      return state.taken >= taken
    },
    120_000,
  )
}

/** Nothing is typed that has to be known: the mailbox is one of ours, the panel makes the password, and finds the host by the lab's DNS. */
async function chooseFromList(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('/settings/reports')
  const field = page.getByRole('combobox', { name: 'Mailbox', exact: true })
  const offered = await page
    .locator(`datalist#${await field.getAttribute('list')} option`)
    .evaluateAll((all) => all.map((one) => one.getAttribute('value')))
  expect(offered).toContain(address)
  await field.fill(address)
  await page.getByRole('button', { name: 'Watch this mailbox' }).click()
  await expect(page.getByText(`${address} is watched with an app password that Postern made for itself`)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Server (IMAP)' })).toHaveValue(server)
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByText('The mailbox can be read')).toBeVisible({ timeout: 30_000 })
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1280, height: 800 })
}

async function serve(domain: string, policy: string): Promise<void> {
  const label = domain.slice(0, -'.mail1.test'.length)
  const dmarc = `_dmarc.${label} TXT "v=DMARC1; p=${policy}; rua=mailto:dmarc@${domain}"`
  await publish([`${label} MX 10 ${server}.`, `${label} TXT "v=spf1 mx -all"`, dmarc])
  expect((await ask('POST', `/domains/${domain}/dns-status`)).ok).toBe(true)
}

test('from watching to refusing, on reports that came by mail', async ({ page }) => {
  test.setTimeout(420_000)
  const domain = await givenDomain(host)
  const { address, password } = await givenMailbox(host, `dmarc@${domain}`)
  const alice = await givenMailbox(host, `alice@${domain}`)
  await serve(domain, 'none')

  await page.goto('/settings/reports')
  // By its address: the panel's computer does not ask the lab's name server.
  await page.getByRole('textbox', { name: 'Server (IMAP)' }).fill(lab.address(host))
  await page.getByRole('textbox', { name: 'Sign-in name' }).fill(address)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('switch', { name: 'The server may lie in a private network' }).check()
  await page.getByRole('switch', { name: 'Watch this mailbox' }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByText('The mailbox can be read')).toBeVisible({ timeout: 30_000 })
  await expectForEverybody(page)
  await chooseFromList(page, address)

  await mail(alice)
  await reportDays(domain, days)
  await readUntil(days)
  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('100% of your mail of 30 days is aligned: it is safe to go to p=quarantine')).toBeVisible()
  await page.getByRole('link', { name: 'Prepare p=quarantine' }).click()
  await expect(page.getByText(`v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`)).toBeVisible()

  await serve(domain, 'quarantine')
  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('The policy quarantine is 0 of 14 days old in the reports')).toBeVisible()
  await mail(alice)
  await reportDays(domain, days, 60)
  await readUntil(2 * days)
  await page.reload()
  await page.getByRole('link', { name: 'Prepare p=reject' }).click()
  await expect(page.getByText(`v=DMARC1; p=reject; rua=mailto:dmarc@${domain}`)).toBeVisible()

  expect(await forge(alice.address)).toBe(true)
  await serve(domain, 'reject')
  expect(await forge(alice.address)).toBe(false)
  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('100% of the mail that is yours is aligned, and forged mail is refused')).toBeVisible()
  await untilTrue(
    'the addresses to be looked up',
    async () => {
      await page.reload()
      return page.getByRole('heading', { name: host, exact: true }).isVisible()
    },
    60_000,
  )
  await expect(page.getByText('your host')).toBeVisible()
  await expectForEverybody(page)

  // Nothing is deleted: all mails lie where they were moved to.
  const { stdout } = await lab.exec(host, ['/usr/bin/doveadm', 'search', '-u', address, 'mailbox', 'Imported', 'all'])
  expect(stdout.trim().split('\n')).toHaveLength(2 * days)
  const { version } = await inbox()
  expect(version).toBeGreaterThan(0)
  await save('PATCH', '/report-inbox', { enabled: false, password: null })
})
