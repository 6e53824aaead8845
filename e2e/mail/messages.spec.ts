// What became of a message, told from the real hosts' logs: delivered, refused, deferred, bounced, and with hostile words.
import { mkdirSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { MessageView } from '#lib/messages/schema'
import { apply, read } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox, type Login, unique } from '../support/given'
import { lab, managedHosts, nameOf } from '../support/lab'
import { expectForEverybody } from '../support/looks'
import { onOutside, send } from '../support/mail'
import { messageWith } from '../support/messages'

const pictures = process.env.POSTERN_PICTURES
async function picture(page: Page, name: string) {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}
const inSpanish = (page: Page) => page.context().addCookies([{ name: 'postern-locale', value: 'es', url: process.env.POSTERN_URL ?? '' }])

for (const host of managedHosts)
  test.describe(`messages of ${nameOf(host)}`, () => {
    let domain: string
    let ann: Login
    let bob: Login
    test.beforeAll(async () => {
      domain = await givenDomain(host)
      ann = await givenMailbox(host, `ann@${domain}`)
      bob = await givenMailbox(host, `bob@${domain}`)
    })

    test('one that arrives is told from its client to its folder, and found by what it is known by', async ({ page }) => {
      const team = `team@${domain}`
      await givenAlias(team, [bob.address])
      const sent = await send({ host, as: ann, from: ann.address, to: team })
      expect(sent.accepted, sent.transcript).toBe(true)
      const row = await messageWith(team, 'delivered')
      const story = await read<MessageView>(`/messages/${row.id}`)
      expect(story).toMatchObject({
        sender: ann.address,
        host,
        ended: true,
        recipientViews: [{ address: bob.address, original: team, fate: 'delivered', folder: 'INBOX' }],
      })
      const kinds = story.moments.map(({ what }) => what.kind)
      expect(kinds).toEqual(expect.arrayContaining(['arrived', 'attempt', 'filed', 'removed']))
      expect(story.moments[0]?.what).toMatchObject({ kind: 'arrived', user: ann.address, tls: expect.stringContaining('TLSv1.3') })
      expect(story.lines?.length).toBeGreaterThan(4)

      await page.goto(`/messages?search=${row.queueId}`)
      await page.getByRole('link', { name: new RegExp(ann.address) }).click()
      await expect(page.getByText('Put into the folder INBOX')).toBeVisible()
      await picture(page, `delivered-${host}-en`)
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill(row.queueId ?? '')
      await expect(page.getByRole('option', { name: new RegExp(row.queueId ?? '') })).toBeVisible()
    })

    test('one that is refused at the door says why and what the panel knows, in both languages', async ({ page }) => {
      const gone = await givenMailbox(host, `gone${unique()}@${domain}`)
      await apply('PATCH', `/mailboxes/${gone.address}`, { enabled: false })
      await apply('DELETE', `/mailboxes/${gone.address}`)
      const sent = await send({ host, from: 'stranger@other.test', to: gone.address })
      expect(sent.accepted).toBe(false)
      const row = await messageWith(gone.address, 'refused')
      expect(await read<MessageView>(`/messages/${row.id}`)).toMatchObject({
        queueId: null,
        recipientViews: [{ fate: 'refused', advice: { code: 'unknown-recipient' } }],
      })
      await page.goto(`/messages/${row.id}`)
      await expect(page.getByText('What this panel knows')).toBeVisible()
      await picture(page, `refused-${host}-en`)
      await expectForEverybody(page)
    })

    test('one that waits says until when nothing answers, and one that comes back is joined to its notice', async ({ page }) => {
      const nowhere = `who@[${lab.address('dns')}]`
      expect((await send({ host, as: ann, from: ann.address, to: nowhere })).accepted).toBe(true)
      const waiting = await messageWith(`${ann.address} who@`, 'deferred')
      expect(await read<MessageView>(`/messages/${waiting.id}`)).toMatchObject({
        ended: false,
        recipientViews: [{ fate: 'deferred', advice: { code: 'connection-refused', temporary: true } }],
      })
      await page.goto(`/messages/${waiting.id}`)
      await expect(page.getByText('Not yet delivered to')).toBeVisible()
      await lab.exec(host, ['/usr/sbin/postsuper', '-d', waiting.queueId ?? ''])
      // The page that is open hears of it by itself.
      await expect(page.getByText('Deleted from the queue by an administrator')).toBeVisible({ timeout: 30_000 })

      const nobody = `nobody${unique()}@other.test`
      expect((await send({ host, as: ann, from: ann.address, to: nobody })).accepted).toBe(true)
      const bounced = await messageWith(nobody, 'bounced')
      const story = await read<MessageView>(`/messages/${bounced.id}`)
      expect(story.recipientViews[0]?.advice).toMatchObject({ code: 'unknown-recipient' })
      expect(story.journey).toMatchObject([{ why: 'bounce', side: 'after' }])
      await page.goto(`/messages/${bounced.id}`)
      await expect(page.getByText('Notice of non-delivery')).toBeVisible()
      await picture(page, `bounced-${host}-en`)
      await expectForEverybody(page)
      await picture(page, `bounced-${host}-360`)
    })

    test('hostile words are words, in the list, the story and the log', async ({ page }) => {
      const mark = unique()
      const hostile = `<script>document.title='${mark}'</script>`
      const helo = '"><img/src=x/onerror=alert(1)>'
      await onOutside([
        '/usr/bin/swaks',
        '-4',
        '--server',
        lab.address(host),
        '--helo',
        helo,
        '--from',
        `"${hostile}"@other.test`,
        '--to',
        `no${mark}@${domain}`,
        '--header',
        `Subject: \u202e${hostile}`,
      ])
      const row = await messageWith(`no${mark}@${domain}`, 'refused')
      for (const path of [`/messages?search=no${mark}`, `/messages/${row.id}`, `/logs?search=${mark}`]) {
        await page.goto(path)
        await expect(page.getByText('onerror').or(page.getByText('<script>')).first()).toBeAttached()
        expect(await page.title()).not.toBe(mark)
        expect(await page.locator('main img, main script[src]').count()).toBe(0)
      }
    })

    test('a person sees their own at /me, in their language', async ({ browser }) => {
      const own = await send({ host, as: ann, from: ann.address, to: bob.address })
      expect(own.accepted, own.transcript).toBe(true)
      await messageWith(`${ann.address} ${bob.address}`, 'delivered')
      const person = await browser.newPage({
        baseURL: process.env.POSTERN_URL,
        locale: 'es-ES',
        storageState: { cookies: [], origins: [] },
      })
      await enterMailbox(person, bob)
      await person.goto('/me/messages')
      await expect(person.getByRole('heading', { level: 1 })).toHaveText('Mensajes')
      await person
        .getByRole('link', { name: new RegExp(ann.address) })
        .first()
        .click()
      await expect(person.getByText('Puesto en la carpeta INBOX')).toBeVisible()
      await expect(person.getByText('Líneas del registro')).toHaveCount(0)
      await picture(person, `me-${host}-es`)
      await person.close()
    })

    test('a line of a log is on the screen moments after it was written', async ({ page }) => {
      await page.goto('/logs')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Logs')
      const mark = unique()
      const began = Date.now()
      await lab.exec(host, ['/usr/bin/logger', '-p', 'mail.info', '-t', 'postfix/smtpd', `warning: ${mark} speaks`])
      await expect(page.getByText(mark).first()).toBeVisible({ timeout: 30_000 })
      test.info().annotations.push({ type: 'line to screen, ms', description: String(Date.now() - began) })
      await picture(page, `logs-${host}-en`)
      await inSpanish(page)
      await page.goto(`/messages?search=${domain}`)
      await picture(page, `list-${host}`)
      await page.setViewportSize({ width: 360, height: 740 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await picture(page, `list-${host}-360-dark`)
    })
  })
