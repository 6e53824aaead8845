// Nobody who is not signed in sees a page, an answer or the effect of an action; nor does who was signed in until a moment ago.
import { readFileSync } from 'node:fs'
import { type APIRequestContext, expect, request as requests, test } from '@playwright/test'
import { read } from '../support/api'
import { signIn } from '../support/browser'
import { answerRoutes, pageRoutes } from '../support/routes'

type Manifest = { node: Record<string, { workers: Record<string, unknown> }> }

const filled = (route: string) => route.replaceAll(/\[[^\]]+\]/g, 'x')
const manifest: Manifest = JSON.parse(readFileSync(new URL('../../.next/server/server-reference-manifest.json', import.meta.url), 'utf8'))
/** Each action with one page on which it is known. */
const actions = Object.entries(manifest.node).map(([id, { workers }]) => {
  const entry = Object.keys(workers)[0] ?? ''
  const path = entry
    .replace(/^app/, '')
    .replaceAll(/\/\([^)]*\)/g, '')
    .replace(/\/page$/, '')
  return { id, path: filled(path === '' ? '/' : path) }
})

/** Two in one: nobody, and the cookies of a session that was ended. */
async function strangers(browser: import('@playwright/test').Browser): Promise<[string, APIRequestContext][]> {
  const baseURL = process.env.POSTERN_URL
  const page = await browser.newPage({ baseURL, storageState: { cookies: [], origins: [] } })
  await signIn(page)
  const before = await page.context().storageState()
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in**')
  await page.close()
  return [
    ['nobody', await requests.newContext({ baseURL, storageState: { cookies: [], origins: [] } })],
    ['a session that was ended', await requests.newContext({ baseURL, storageState: before })],
  ]
}

test.describe.configure({ mode: 'serial' })
let who: [string, APIRequestContext][]
test.beforeAll(async ({ browser }) => {
  who = await strangers(browser)
})
test.afterAll(() => Promise.all(who.map(([, context]) => context.dispose())))

test('every page leads to the sign-in page', async () => {
  expect(pageRoutes.length).toBeGreaterThan(30)
  for (const [name, context] of who)
    for (const route of pageRoutes.filter((path) => path !== '/sign-in')) {
      const answer = await context.get(filled(route), { maxRedirects: 0 })
      const text = answer.status() === 200 ? await answer.text() : ''
      const leads = answer.headers().location ?? text
      expect(answer.status() === 200 ? 'a page' : leads, `${name}: ${route}`).toContain('/sign-in')
    }
})

test('every answer of the panel is refused', async () => {
  expect(answerRoutes.length).toBeGreaterThan(5)
  for (const [name, context] of who)
    for (const route of answerRoutes) {
      const answer = await context.get(filled(route), { maxRedirects: 0 })
      const leads = answer.headers().location ?? ''
      expect(answer.status() === 401 || leads.includes('/sign-in'), `${name}: ${route} answered ${answer.status()}`).toBe(true)
    }
})

test('every action is refused and changes nothing', async () => {
  expect(actions.length).toBeGreaterThan(20)
  const head = () => read<{ revision: string }[]>('/changes?limit=1')
  const before = await head()
  for (const [name, context] of who)
    for (const { id, path } of actions) {
      const answer = await call(context, id, path)
      const text = await answer.text()
      const leads = `${answer.headers().location ?? ''} ${answer.headers()['x-action-redirect'] ?? ''}`
      const said = leads.includes('/sign-in') || text.includes('"unauthenticated"') || (takesFormAlone(id) && answer.status() === 500)
      expect(said, `${name}: action ${id} on ${path} answered ${answer.status()}: ${text.slice(0, 300)}`).toBe(true)
    }
  expect(await head()).toEqual(before)
})

/** Next writes the arguments that an action uses into the first byte of its id: such a one throws, where others answer with a state. */
const takesFormAlone = (id: string) => id.startsWith('40')

/** As React's encodeReply sends a form, with the state before it. */
function call(context: APIRequestContext, id: string, path: string) {
  const idle = { status: 'idle', refusals: [], values: {} }
  return context.post(path, {
    headers: { 'Next-Action': id, Origin: process.env.POSTERN_URL ?? '' },
    multipart: { '1_$id': 'x', '1_name': 'x', '0': JSON.stringify(takesFormAlone(id) ? ['$K1'] : [idle, '$K1']) },
    maxRedirects: 0,
  })
}
