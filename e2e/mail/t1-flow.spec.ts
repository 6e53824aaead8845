// T1 over what strangers write into logs and queues: names at a greeting, envelopes, subjects, user names at sign-in, and what another server answers.
// All of it comes in by SMTP and IMAP, and is looked at on every page that shows it.
import { ask, read } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login, unique } from '../support/given'
import { lab } from '../support/lab'
import { onOutside, send } from '../support/mail'
import { messageWith } from '../support/messages'
import { until } from '../support/until'

const host = 'mail1'
const mark = unique()
/** Markup, a direction override, colour codes, a formula. */
const markup = `<img src=x onerror=document.title=1>${mark}`
const hostile = `${markup}\u202egpj.exe\u001b[31m`
let domain: string
let ann: Login

/** A server on the hub that refuses whatever is for `no…`, and lets all else wait, in words of its own. */
const server = `
const net = require('node:net')
const words = process.argv[1]
net.createServer((socket) => {
  socket.on('error', () => {})
  socket.write('220 hub.test ESMTP\\r\\n')
  socket.on('data', (data) => {
    for (const line of String(data).split('\\r\\n').filter(Boolean)) {
      if (/^RCPT TO:<no/i.test(line)) socket.write('550 5.7.1 ' + words + '\\r\\n')
      else if (/^RCPT/i.test(line)) socket.write('450 4.7.1 ' + words + '\\r\\n')
      else if (/^QUIT/i.test(line)) socket.end('221 bye\\r\\n')
      else if (/^EHLO|^HELO/i.test(line)) socket.write('250 hub.test\\r\\n')
      else socket.write('250 ok\\r\\n')
    }
  })
}).listen(25)
setTimeout(() => process.exit(), 60_000)`

test.describe.configure({ mode: 'serial', timeout: 180_000 })
test.beforeAll(async () => {
  domain = await givenDomain(host)
  ann = await givenMailbox(host, `ann@${domain}`)
})
test.afterAll(async () => {
  await lab.exec(host, ['/usr/sbin/postsuper', '-d', 'ALL'])
  await lab.exec(host, ['/usr/sbin/postconf', '-X', 'header_checks'])
  await lab.exec(host, ['/usr/sbin/postfix', 'reload'])
})

async function expectHarmless(page: import('@playwright/test').Page, path: string, shows: string | null = mark) {
  await page.goto(path)
  if (shows) await expect(page.locator('main')).toContainText(shows)
  await expect(page.locator('main .animate-pulse')).toHaveCount(0)
  expect(await page.title(), path).not.toBe('1')
  expect(await page.locator('main img, main script[src], main iframe').count(), path).toBe(0)
  const text = await page.locator('body').textContent()
  for (const character of ['\u202e', '\u001b']) expect(text?.includes(character), `${path} shows ${JSON.stringify(character)}`).toBe(false)
}

test('what strangers write is text on every page that shows it', async ({ page, browser }) => {
  // Subjects are logged by a check of the administrator.
  await lab.writeFile(host, '/etc/postfix/lab-subjects', '/^Subject:/ INFO\n')
  await lab.exec(host, ['/usr/sbin/postconf', '-e', 'header_checks = regexp:/etc/postfix/lab-subjects'])
  await lab.exec(host, ['/usr/sbin/postfix', 'reload'])
  const answering = lab.hub([process.execPath, '-e', server, hostile], { deadlineMs: 120_000 }).catch(() => undefined)

  const stranger = `"${markup}"@other.test`
  const swaks = ['/usr/bin/swaks', '-4', '--server', lab.address(host), '--helo', `"><svg/onload=alert(${mark})>`]
  await onOutside([...swaks, '--from', stranger, '--to', `nobody${mark}@${domain}`])
  await onOutside([...swaks, '--from', stranger, '--to', ann.address, '--header', `Subject: ${hostile}`, '--body', 'x'])
  // A name at sign-in, over IMAP and over submission.
  await onOutside(['/usr/bin/curl', '-sk', '--max-time', '20', '-u', `${markup}@${domain}:wrong`, `imaps://${lab.address(host)}/`])
  const wrong = ['--auth', 'PLAIN', '--auth-user', `${markup}@${domain}`, '--auth-password', 'wrong', '--quit-after', 'AUTH']
  await onOutside([...swaks, '--port', '587', '--tls', '--to', ann.address, ...wrong])
  // Another server's words: one refusal, one delay.
  for (const name of [`no${mark}`, `wait${mark}`])
    await send({ host, as: ann, from: ann.address, to: `${name}@[${lab.addresses.hub}]`, headers: [`Subject: ${hostile}`] })

  const refused = await messageWith(`nobody${mark}@${domain}`, 'refused')
  const arrived = await until('the message with the subject', async () => {
    const rows = await read<{ id: string; recipients: string[]; sender: string | null }[]>(
      `/messages?${new URLSearchParams({ search: ann.address })}`,
    )
    return rows.find(({ sender, recipients }) => sender?.includes(mark) && recipients.includes(ann.address)) ?? null
  })
  const bounced = await messageWith(`no${mark}@`, 'bounced')
  const waiting = await messageWith(`wait${mark}@`, 'deferred')
  for (const { id } of [refused, arrived, bounced, waiting]) await expectHarmless(page, `/messages/${id}`)
  for (const path of [
    `/messages?search=nobody${mark}`,
    `/messages?search=${encodeURIComponent(ann.address)}`,
    `/domains/${domain}/messages`,
    `/logs?search=${mark}`,
    `/queue?host=${host}`,
    `/queue/${host}/${waiting.queueId}`,
  ])
    await expectHarmless(page, path)
  for (const path of ['/traffic', '/unusual', '/sign-ins', '/', `/mailboxes/${ann.address}/contain`]) await expectHarmless(page, path, null)

  const person = await browser.newPage({ baseURL: process.env.POSTERN_URL, storageState: { cookies: [], origins: [] } })
  await enterMailbox(person, ann)
  await expectHarmless(person, '/me/messages')
  await expectHarmless(person, `/me/messages/${bounced.id}`)
  await person.close()

  const csv = await (await ask('GET', '/traffic.csv')).text()
  expect(csv.split(/\r?\n/).filter((line) => /(?:^|,)"?[=+@\t]/.test(line))).toEqual([])
  await answering
})

test('a person hears of a message that comes while they look at the list, and of nobody else’s', async ({ browser, page }) => {
  const quiet = await givenMailbox(host, `quiet@${domain}`)
  const person = await browser.newPage({ baseURL: process.env.POSTERN_URL, locale: 'en-GB', storageState: { cookies: [], origins: [] } })
  await enterMailbox(person, quiet)
  await person.goto('/me/messages')
  await expect(person.getByRole('table')).toHaveCount(0)
  const sent = await send({ host, from: `late${mark}@other.test`, to: quiet.address })
  expect(sent.accepted, sent.transcript).toBe(true)
  await expect(person.getByText(`late${mark}@other.test`).first()).toBeVisible({ timeout: 30_000 })
  // T5: another's message is one that is not there, by page and by what the page asks.
  const theirs = await messageWith(`nobody${mark}@${domain}`, 'refused')
  expect((await person.request.get(`/me/live/messages?id=${theirs.id}`)).status()).toBe(404)
  expect((await person.request.get(`/me/messages/${theirs.id}`)).status()).toBe(404)
  expect((await page.request.get('/me/live/messages')).url()).toContain('/me/sign-in')
  await person.close()
})
