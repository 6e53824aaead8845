// Reports on their way: sent as mail by a stranger's server, taken from the mailbox over IMAP, and turned into advice, until forged mail is refused.
import type { InboxView } from '#lib/received-reports/inbox-schema'
import { aggregateXml, packed } from '#lib/received-reports/testing'
import { ask, read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox } from '../support/given'
import { lab } from '../support/lab'
import { publish } from '../support/lab-zone'
import { expectForEverybody } from '../support/looks'
import { onOutside } from '../support/mail'
import { untilTrue } from '../support/until'

const host = 'mail1'
const server = 'mail1.example.test'
const dayMs = 86_400_000

test.afterAll(() => publish([]))

/** One mail with a report for each of fifteen days, as a receiver under `policy` would have written them. */
function mailOf(domain: string, policy: string): string {
  const own = { ip: lab.address(host), count: 40 }
  const forged = { ip: '203.0.113.9', count: 5, dkim: 'fail', spf: 'fail', signedBy: null, disposition: policy } as const
  const parts = Array.from({ length: 15 }, (_, back) => {
    const xml = aggregateXml(domain, [own, forged], { id: `${policy}-${back}`, begin: Date.now() - (back + 1) * dayMs, policy })
    const lines =
      packed(xml)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    return `--b\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join('\r\n')}\r\n`
  })
  const head = `From: noreply@other.test\r\nTo: dmarc@${domain}\r\nSubject: Reports under ${policy}\r\nMIME-Version: 1.0\r\n`
  return `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${parts.join('')}--b--\r\n`
}

async function mail(domain: string, policy: string): Promise<void> {
  const argv = ['/usr/bin/swaks', '-4', '--server', lab.address(host), '--helo', 'hub.test', '--from', 'noreply@other.test']
  const { code, stdout } = await onOutside([...argv, '--to', `dmarc@${domain}`, '--suppress-data', '--data', '-'], {
    stdin: mailOf(domain, policy),
  })
  expect(code, stdout).toBe(0)
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
    60_000,
  )
}

async function serve(domain: string, policy: string): Promise<void> {
  const label = domain.slice(0, -'.mail1.test'.length)
  const dmarc = `_dmarc.${label} TXT "v=DMARC1; p=${policy}; rua=mailto:dmarc@${domain}"`
  await publish([`${label} MX 10 ${server}.`, `${label} TXT "v=spf1 mx -all"`, dmarc])
  expect((await ask('POST', `/domains/${domain}/dns-status`)).ok).toBe(true)
}

test('from watching to refusing, on reports that came by mail', async ({ page }) => {
  const domain = await givenDomain(host)
  const { address, password } = await givenMailbox(host, `dmarc@${domain}`)
  await serve(domain, 'none')

  await page.goto('/settings/reports')
  // By its address: the panel's computer does not ask the lab's name server.
  await page.getByRole('textbox', { name: 'Server (IMAP)' }).fill(lab.address(host))
  await page.getByRole('textbox', { name: 'Sign-in name' }).fill(address)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('switch', { name: 'The server may lie in a private network' }).click()
  await page.getByRole('switch', { name: 'Watch this mailbox' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByText('The mailbox can be read')).toBeVisible({ timeout: 30_000 })
  await expectForEverybody(page)

  await mail(domain, 'none')
  await readUntil(1)
  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('100% of your mail of 30 days is aligned: it is safe to go to p=quarantine')).toBeVisible()
  await page.getByRole('link', { name: 'Prepare p=quarantine' }).click()
  await expect(page.getByText(`v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`)).toBeVisible()

  await serve(domain, 'quarantine')
  await page.goto(`/domains/${domain}/reports`)
  await expect(page.getByText('The policy quarantine is 0 of 14 days old in the reports')).toBeVisible()
  await mail(domain, 'quarantine')
  await readUntil(2)
  await page.reload()
  await page.getByRole('link', { name: 'Prepare p=reject' }).click()
  await expect(page.getByText(`v=DMARC1; p=reject; rua=mailto:dmarc@${domain}`)).toBeVisible()

  await serve(domain, 'reject')
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

  // Nothing is deleted: both mails lie where they were moved to.
  const { stdout } = await lab.exec(host, ['/usr/bin/doveadm', 'search', '-u', address, 'mailbox', 'Imported', 'all'])
  expect(stdout.trim().split('\n')).toHaveLength(2)
  const { version } = await inbox()
  expect(version).toBeGreaterThan(0)
  await save('PATCH', '/report-inbox', { enabled: false, password: null })
})
