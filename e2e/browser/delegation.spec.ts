// Mail is delegated: an owner invites somebody to administer one domain; they set a password by the link in their inbox, see that domain alone,
// and reach nothing else by any way; the owner looks as they do, and changes nothing.
import type { Browser, Page } from '@playwright/test'
import { actions, callAction } from '../support/actions'
import { read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox, unique } from '../support/given'
import { expectForEverybody } from '../support/looks'
import { linkIn, messageAfter } from '../support/outside-inbox'
import { isOwnPage, openPages } from '../support/routes'

const words = {
  en: {
    locale: 'en-GB',
    language: 'English',
    inbox: 'alice@other.test',
    subject: 'You are invited to Postern',
    set: 'Set the password',
    password: 'Your password',
    done: 'Your password is set',
    signIn: 'Sign in',
    address: 'Address',
    signInPassword: 'Password',
    nav: 'Main',
  },
  es: {
    locale: 'es-ES',
    language: 'Español',
    inbox: 'bob@other.test',
    subject: 'Invitación a Postern',
    set: 'Poner la contraseña',
    password: 'Tu contraseña',
    done: 'Tu contraseña está puesta',
    signIn: 'Iniciar sesión',
    address: 'Dirección',
    signInPassword: 'Contraseña',
    nav: 'Principal',
  },
} as const

test.describe.configure({ mode: 'serial' })

type Place = { domain: string; mailbox: string; alias: string }

async function givenPlace(): Promise<Place> {
  const domain = await givenDomain('mail1')
  await givenMailbox('mail1', `ann@${domain}`)
  const { id: alias } = await givenAlias(`sales@${domain}`, [`ann@${domain}`])
  const { id: mailbox } = await read<{ id: string }>(`/mailboxes/ann@${domain}`)
  return { domain, mailbox, alias }
}

async function signedOutPage(browser: Browser, locale: string): Promise<Page> {
  return browser.newPage({ baseURL: process.env.POSTERN_URL, locale, storageState: { cookies: [], origins: [] } })
}

let own: Place
let foreign: Place
test.beforeAll(async () => {
  own = await givenPlace()
  foreign = await givenPlace()
  await save('PATCH', '/settings', { senderAddress: `postern@${own.domain}` })
})

for (const [language, said] of Object.entries(words))
  test.describe(`a domain administrator in ${said.language}`, () => {
    const name = `Delia ${unique()}`
    const password = `lantern-orchard-${unique()}`
    let theirs: Page
    test.afterAll(async () => {
      await theirs?.close()
      const people = await read<{ id: string; address: string }[]>('/people')
      const person = people.find(({ address }) => address === said.inbox)
      if (person) await save('DELETE', `/people/${person.id}`)
    })

    test('is invited by mail and sets a password', async ({ page, browser }) => {
      await page.goto('/people')
      await page.getByRole('link', { name: 'Invite somebody' }).click()
      await page.getByLabel('Address').fill(said.inbox)
      await page.getByLabel('Name', { exact: true }).fill(name)
      await page.getByRole('radio', { name: /^Domain administrator/ }).check()
      await page.getByRole('searchbox', { name: 'Find a domain' }).fill(own.domain)
      await page.getByRole('button', { name: own.domain, exact: true }).click()
      await page.getByLabel('Mailboxes at most').fill('2')
      await page.getByLabel('Language').selectOption({ label: said.language })
      const message = await messageAfter(said.inbox, () => page.getByRole('button', { name: 'Send the invitation' }).click())
      expect(message).toContain(said.subject)
      expect(message).toContain(`From: Postern <postern@${own.domain}>`)
      await expect(page.getByText(`${name} has not chosen a password yet`)).toBeVisible()
      await expectForEverybody(page)

      theirs = await signedOutPage(browser, said.locale)
      await theirs.goto(linkIn(message))
      await theirs.getByLabel(said.password).fill(password)
      await theirs.getByRole('button', { name: said.set }).click()
      await expect(theirs.getByText(said.done)).toBeVisible()
      await theirs.getByRole('link', { name: said.signIn }).click()
      await theirs.getByLabel(said.address).fill(said.inbox)
      await theirs.getByLabel(said.signInPassword, { exact: true }).fill(password)
      await theirs.getByRole('button', { name: said.signIn, exact: true }).click()
      await theirs.waitForURL((url) => url.pathname === '/')
      await expect(theirs.locator('html')).toHaveAttribute('lang', language)
    })

    test('sees that domain and nothing else', async () => {
      await expectForEverybody(theirs)
      for (const path of ['/domains', '/mailboxes', '/aliases', '/changes', '/audit', '/tasks', '/orphans', '/archive', '/groups', '/']) {
        await theirs.goto(path)
        await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible()
        expect(await theirs.content(), path).not.toContain(foreign.domain)
      }
      await theirs.goto('/mailboxes')
      await expect(theirs.getByRole('link', { name: `ann@${own.domain}` })).toBeVisible()
      const answer = await theirs.request.get(`/api/palette?q=${foreign.domain}`)
      expect(await answer.json()).toEqual({ results: [] })
      for (const href of ['/hosts', '/people', '/sign-ins']) {
        await expect(theirs.locator(`nav a[href="${href}"]`)).toHaveCount(0)
        expect((await theirs.request.get(href)).status(), href).toBe(404)
      }
    })

    test('reaches nothing foreign by a URL, by the API or by an action', async () => {
      const stateOf = () =>
        Promise.all([read(`/mailboxes/${foreign.mailbox}`), read(`/aliases/${foreign.alias}`), read(`/domains/${foreign.domain}`)])
      const before = await stateOf()
      const head = await read<{ revision: string }[]>(`/changes?limit=1&domain=${foreign.domain}`)
      for (const path of [
        `/mailboxes/${foreign.mailbox}`,
        `/mailboxes/${foreign.mailbox}/access`,
        `/mailboxes/${foreign.mailbox}/delete`,
        `/aliases/${foreign.alias}`,
        `/domains/${foreign.domain}`,
        `/domains/${foreign.domain}/applied`,
        `/changes/${head[0]?.revision}`,
      ]) {
        const answer = await theirs.request.get(path)
        const shown = await answer.text()
        expect(answer.status() === 404 || shown.includes('NEXT_HTTP_ERROR_FALLBACK;404'), path).toBe(true)
        expect(shown, path).not.toContain(`ann@${foreign.domain}`)
      }
      for (const path of [
        `/mailboxes/${foreign.mailbox}`,
        `/aliases/${foreign.alias}`,
        `/domains/${foreign.domain}`,
        `/mailboxes/${foreign.mailbox}/folders`,
      ])
        expect((await theirs.request.get(`/api/v1${path}`)).status(), path).toBe(404)

      const ids = [foreign.mailbox, foreign.alias]
      const fields = { name: 'x', enabled: 'on', address: `x@${foreign.domain}`, destinations: 'x@example.org', domain: foreign.domain }
      const further = { verb: 'delete', ids: foreign.mailbox, mailbox: `ann@${foreign.domain}`, sender: `@${foreign.domain}` }
      const panel = actions.filter(({ path, file }) => !openPages.includes(path) && !isOwnPage(path) && file.startsWith('app/(panel)/'))
      expect(panel.length).toBeGreaterThan(30)
      for (const action of panel.filter(({ file }) => !file.includes('/settings/')))
        for (const id of ids) {
          const text = await (await callAction(theirs.request, action, { $id: id, $version: '1', ...fields, ...further })).text()
          expect(text, `${action.file} ${action.name}`).not.toContain(`ann@${foreign.domain}`)
        }
      expect(await stateOf()).toEqual(before)
      expect(await read(`/changes?limit=1&domain=${foreign.domain}`)).toEqual(head)
    })

    test('is looked at by the owner, who changes nothing and comes back', async ({ page }) => {
      const people = await read<{ id: string; address: string }[]>('/people')
      const { id } = people.find(({ address }) => address === said.inbox) ?? { id: '' }
      await page.goto(`/people/${id}`)
      await page.getByRole('button', { name: 'View as' }).click()
      const bar = page.getByRole('status').filter({ hasText: `as ${name} sees it` })
      await expect(bar).toBeVisible()
      await page.goto(`/mailboxes/${own.mailbox}`)
      await expect(bar).toBeVisible()
      await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
      await expect(page.locator('nav a[href="/hosts"]')).toHaveCount(0)
      expect((await page.request.get(`/api/v1/mailboxes/${foreign.mailbox}`)).status()).toBe(404)
      const save = actions.find(({ name: called, file }) => called === 'saveMailbox' && file.includes('/mailboxes/'))
      if (!save) throw new Error('there is no saveMailbox')
      const refused = await callAction(page.request, save, { $id: own.mailbox, $version: '1', displayName: 'Changed' })
      expect(await refused.text()).toContain('"code":"forbidden"')
      await expectForEverybody(page)
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.waitForURL('**/people')
      await expect(bar).toHaveCount(0)
      const entries = await read<{ action: string; actorKind: string }[]>(`/changes?limit=2&subjectId=${id}`)
      expect(entries.map(({ action }) => action)).toEqual(['administrator.view-end', 'administrator.view'])
    })

    test('loses a domain at once', async () => {
      const people = await read<{ id: string; address: string }[]>('/people')
      const { id } = people.find(({ address }) => address === said.inbox) ?? { id: '' }
      await save('PATCH', `/people/${id}`, { domains: [] })
      expect((await theirs.request.get(`/api/v1/mailboxes/${own.mailbox}`)).status()).toBe(404)
      await theirs.goto('/')
      await expect(theirs.getByRole('main')).not.toContainText(own.domain)
      await expectForEverybody(theirs)
    })
  })
