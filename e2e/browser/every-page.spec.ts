// Every page that exists, with real things on it: no barrier for people who use other means than eyes and a mouse (axe), in both themes;
// nothing that sticks out at the width of a telephone; no error in the console, none of the content security policy.
import type { BrowserContext } from '@playwright/test'
import { apply, ask, importCsv, read } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenGroup, givenMailbox, unique } from '../support/given'
import { givenReport } from '../support/given-report'
import { expectForEverybody } from '../support/looks'
import { givenMessage } from '../support/messages'
import { givenPerson } from '../support/person'
import { givenQueued } from '../support/queued'
import { isOwnPage, pageRoutes } from '../support/routes'

// A trace of every page would cost more than the walk; a failure names the element.
test.use({ trace: 'off' })

const host = 'mail1'
let addressOf: (route: string) => string
let ownCookies: Awaited<ReturnType<BrowserContext['cookies']>>

test.beforeAll(async ({ browser }) => {
  // One of everything there is, some of which real hosts have to tell of first.
  test.setTimeout(240_000)
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
  const message = await givenMessage(anna.address)
  const report = await givenReport(domain)
  const secret = Buffer.alloc(32, 1).toString('base64')
  const zone = { name: `z${unique()}.test`, kind: 'rfc2136', server: '192.0.2.1', keyName: 'postern', secret }
  await ask('POST', '/dns-zones', { body: zone })
  const delegate = await givenPerson('domain_admin', [domain])
  const person = await browser.newPage({ baseURL: process.env.POSTERN_URL, locale: 'en-GB', storageState: { cookies: [], origins: [] } })
  await enterMailbox(person, anna)
  ownCookies = await person.context().cookies()
  await person.close()
  const queued = await givenQueued(host, { sender: anna.address })
  addressOf = (route) =>
    route
      .replace('/queue/[host]/[id]', `/queue/${host}/${queued}`)
      .replace('/domains/[name]/recipients', `/domains/${relay}/recipients`)
      .replace('/domains/[name]', `/domains/${domain}`)
      .replace('/hosts/[name]', `/hosts/${host}`)
      .replace('/settings/dns/zones/[name]', `/settings/dns/zones/${zone.name}`)
      .replace('[revision]', String(change?.revision))
      .replace('/tasks/[id]', `/tasks/${task}`)
      .replace('/mailboxes/[id]', `/mailboxes/${mailbox}`)
      .replace('/aliases/[id]', `/aliases/${alias.id}`)
      .replace('/groups/[id]', `/groups/${group.id}`)
      .replace('/messages/[id]', `/messages/${message}`)
      .replace('/people/[id]', `/people/${delegate.id}`)
      .replace('/reports/[id]', `/reports/${report}`)
})

// The tests of mail, which run beside this walk, make new ones, and a host keeps only so many.
const newestGeneration = async () => String((await read<{ generation: number }>(`/hosts/${host}`)).generation)

for (const route of pageRoutes)
  test(`${route} is for everybody, in light and dark, on a desk and on a telephone`, async ({ page }) => {
    const path = addressOf(route).replace('[generation]', await newestGeneration())
    expect(path, 'a parameter that this walk does not know').not.toContain('[')
    if (isOwnPage(route)) await page.context().addCookies(ownCookies)
    const response = await page.goto(path)
    expect(response?.status()).toBe(200)
    await expectForEverybody(page, { crosswise: true })
  })
