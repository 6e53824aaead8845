// Every page that exists, with real things on it: no barrier for people who use other means than eyes and a mouse (axe), in both themes;
// nothing that sticks out at the width of a telephone; no error in the console, none of the content security policy.
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from '@playwright/test'
import { apply, importCsv, read } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenGroup, givenMailbox, unique } from '../support/given'
import { isOwnPage, pageRoutes } from '../support/routes'

// A trace of every page would cost more than the walk; a failure names the element.
test.use({ trace: 'off' })

const host = 'mail1'
let addressOf: (route: string) => string
let ownCookies: Awaited<ReturnType<BrowserContext['cookies']>>

test.beforeAll(async ({ browser }) => {
  const domain = await givenDomain(host, {
    note: 'Moved from the old server in March.',
    mailboxesMax: 20,
    totalQuotaBytes: 100 * 1024 ** 3,
  })
  const relay = await givenDomain(host, { kind: 'relay', relayServer: 'mail2.other.test', relayListed: true })
  await apply('POST', `/domains/${relay}/relay-recipients`, { add: ['anna', 'ben'] }, `/domains/${relay}`)
  await givenDomain(host, { kind: 'alias', target: domain })
  const long = `someone.with.a.rather.long.name.${unique()}@${domain}`
  const anna = await givenMailbox(host, `anna@${domain}`, { displayName: 'Anna Álvarez', tags: ['office', 'madrid'], forwards: [long] })
  await givenMailbox(host, long, { enabled: false, imap: false, note: 'On leave until May' })
  const alias = await givenAlias(`info@${domain}`, [anna.address, 'carol@other.test', long])
  await givenAlias(`@${domain}`, [anna.address])
  await givenAlias(`broken@${domain}`, [`nobody@${domain}`])
  const group = await givenGroup(`team@${domain}`, [anna.address, 'alice@other.test'], {
    whoMayPost: 'senders',
    senders: ['bob@other.test'],
  })
  await apply('POST', '/send-as', { mailbox: anna.address, sender: `info@${domain}` })
  await givenMailbox(host, `gone@${domain}`)
  await apply('DELETE', `/mailboxes/gone@${domain}`)
  const { id: mailbox } = await read<{ id: string }>(`/mailboxes/${anna.address}`)
  const [change] = await read<{ revision: string }[]>('/changes?limit=1')
  const task = await importCsv('aliases', `address,destinations\nnot an address,${anna.address}\n`)
  const { generation } = await read<{ generation: number }>(`/hosts/${host}`)
  const person = await browser.newPage({ baseURL: process.env.POSTERN_URL, locale: 'en-GB', storageState: { cookies: [], origins: [] } })
  await enterMailbox(person, anna)
  ownCookies = await person.context().cookies()
  await person.close()
  addressOf = (route) =>
    route
      .replace('/domains/[name]/recipients', `/domains/${relay}/recipients`)
      .replace('/domains/[name]', `/domains/${domain}`)
      .replace('/hosts/[name]', `/hosts/${host}`)
      .replace('[generation]', String(generation))
      .replace('[revision]', String(change?.revision))
      .replace('/tasks/[id]', `/tasks/${task}`)
      .replace('/mailboxes/[id]', `/mailboxes/${mailbox}`)
      .replace('/aliases/[id]', `/aliases/${alias.id}`)
      .replace('/groups/[id]', `/groups/${group.id}`)
})

for (const route of pageRoutes)
  test(`${route} is for everybody, in light and dark, on a desk and on a telephone`, async ({ page }) => {
    const path = addressOf(route)
    expect(path, 'a parameter that this walk does not know').not.toContain('[')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    if (isOwnPage(route)) await page.context().addCookies(ownCookies)
    await page.setViewportSize({ width: 1280, height: 800 })
    const response = await page.goto(path)
    expect(response?.status()).toBe(200)
    await settled(page)
    await look(page, 'light')
    expect(await barriers(page, 'all')).toEqual([])
    await look(page, 'dark')
    expect(await barriers(page, 'colours')).toEqual([])

    await page.setViewportSize({ width: 360, height: 740 })
    await settled(page)
    expect(await sticksOut(page), 'sticks out at 360 px').toEqual([])
    expect(await barriers(page, 'all')).toEqual([])
    await look(page, 'light')
    expect(await barriers(page, 'colours')).toEqual([])
  })

/** The page has a heading, and nothing of it is still on its way. */
async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('main .animate-pulse')).toHaveCount(0)
}

const look = (page: Page, theme: 'light' | 'dark') =>
  page.evaluate((name) => {
    document.documentElement.dataset.theme = name
    for (const animation of document.getAnimations()) if (animation.effect?.getComputedTiming().iterations === 1) animation.finish()
  }, theme)

async function barriers(page: Page, which: 'all' | 'colours'): Promise<string[]> {
  // Legacy: without a second page for each run, which only pages with frames need. Only what fails is described.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  axe.options({ resultTypes: ['violations'], ...(which === 'colours' ? { runOnly: ['color-contrast'] } : {}) })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} — ${node.failureSummary?.replaceAll(/\s+/g, ' ')}`),
  )
}

/** The page itself never scrolls sideways; what is wide scrolls within itself. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .filter((element) => {
        for (let box = element.parentElement; box; box = box.parentElement) if (getComputedStyle(box).overflowX !== 'visible') return false
        return true
      })
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 160))
  })
