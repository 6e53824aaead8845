// Nobody who is not signed in sees a page, an answer or the effect of an action; nor does who was signed in until a moment ago, nor who is
// signed in as another kind: people with a mailbox at the administrators' pages, administrators at the pages of people with a mailbox.
import { type APIRequestContext, expect, request as requests, test } from '@playwright/test'
import { actions, callAction, filled, takesFormAlone } from '../support/actions'
import { read } from '../support/api'
import { becomeStranger, enterMailbox, signIn } from '../support/browser'
import { givenDomain, givenMailbox } from '../support/given'
import { answerRoutes, isOwnPage, openPages, pageRoutes } from '../support/routes'

type Someone = { name: string; context: APIRequestContext; isAdministrator: boolean; hasMailbox: boolean }

/** Nobody, the cookies of sessions that were ended, an administrator, and somebody with a mailbox. */
async function people(browser: import('@playwright/test').Browser): Promise<Someone[]> {
  const baseURL = process.env.POSTERN_URL
  const nothing = { cookies: [], origins: [] }
  const page = await browser.newPage({ baseURL, storageState: nothing })
  await signIn(page)
  const ended = await page.context().storageState()
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in**')
  await signIn(page)
  const administrator = await page.context().storageState()
  await becomeStranger(page)
  const login = await givenMailbox('mail1', `somebody@${await givenDomain('mail1')}`)
  await enterMailbox(page, login)
  const left = await page.context().storageState()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/me/sign-in')
  await enterMailbox(page, login)
  const own = await page.context().storageState()
  await page.close()
  const as = async (name: string, storageState: typeof ended, is: Partial<Someone> = {}) => {
    const context = await requests.newContext({ baseURL, storageState })
    return { name, context, isAdministrator: false, hasMailbox: false, ...is }
  }
  return Promise.all([
    as('nobody', nothing),
    as('a session that was ended', ended),
    as('a mailbox’s session that was ended', left),
    as('an administrator', administrator, { isAdministrator: true }),
    as('somebody with a mailbox', own, { hasMailbox: true }),
  ])
}

/** Those who may not be there. */
const strangersAt = (route: string) => who.filter(({ isAdministrator, hasMailbox }) => !(isOwnPage(route) ? hasMailbox : isAdministrator))

test.describe.configure({ mode: 'serial' })
let who: Someone[]
test.beforeAll(async ({ browser }) => {
  who = await people(browser)
})
test.afterAll(() => Promise.all(who.map(({ context }) => context.dispose())))

test('every page leads to the sign-in page of its own kind', async () => {
  expect(pageRoutes.length).toBeGreaterThan(30)
  for (const route of pageRoutes.filter((path) => !openPages.includes(path)))
    for (const { name, context } of strangersAt(route)) {
      const answer = await context.get(filled(route), { maxRedirects: 0 })
      const text = answer.status() === 200 ? await answer.text() : ''
      const leads = answer.headers().location ?? text
      expect(answer.status() === 200 ? 'a page' : leads, `${name}: ${route}`).toContain(isOwnPage(route) ? '/me/sign-in' : '/sign-in')
    }
})

test('every answer of the panel is refused', async () => {
  expect(answerRoutes.length).toBeGreaterThan(5)
  for (const route of answerRoutes)
    for (const { name, context } of strangersAt(route)) {
      const answer = await context.get(filled(route), { maxRedirects: 0 })
      const leads = answer.headers().location ?? ''
      expect(answer.status() === 401 || leads.includes('/sign-in'), `${name}: ${route} answered ${answer.status()}`).toBe(true)
    }
})

test('every action is refused and changes nothing', async () => {
  expect(actions.length).toBeGreaterThan(20)
  const head = () => read<{ revision: string }[]>('/changes?limit=1')
  const before = await head()
  for (const action of actions) {
    const { id, path } = action
    for (const { name, context } of openPages.includes(path) ? who : strangersAt(path)) {
      const answer = await callAction(context, action, { $id: 'x', name: 'x' })
      const text = await answer.text()
      const leads = `${answer.headers().location ?? ''} ${answer.headers()['x-action-redirect'] ?? ''}`
      const refused = leads.includes('/sign-in') || text.includes('"unauthenticated"') || (takesFormAlone(id) && answer.status() === 500)
      // What is open to all takes nothing of what is sent here.
      const said = refused || (openPages.includes(path) && (text.includes('"refused"') || /:null\s*$/.test(text)))
      expect(said, `${name}: action ${id} on ${path} answered ${answer.status()}: ${text.slice(0, 300)}`).toBe(true)
    }
  }
  expect(await head()).toEqual(before)
})
