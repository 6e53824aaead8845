// npm run screenshots: docs/screenshots/*.png from the built product on real hosts, with example data that is made through the API. A
// picture is thus always of what is there. POSTERN_LAB names another lab than `test`.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { down, labUnderTest, openLab, status, up } from '../e2e/lab/lab.mjs'
import { buildAgent, buildPanel, buildWorker, generateClient } from './build.mjs'
import { installMissing } from './debian-packages.mjs'
import { checkMachine } from './machine-check.mjs'
import { startPostgres, stopPostgres } from './postgres.mjs'
import { createProgress } from './progress.mjs'
import { CHECKOUT, stateFolder } from './state.mjs'
import { startProduct } from './test-product.mjs'

const FOLDER = join(CHECKOUT, 'docs/screenshots')
const progress = createProgress()
const cleanups = []

/** name · path · themes · how the page is left before the picture. */
const PICTURES = [
  { name: 'overview', path: () => '/', themes: ['light', 'dark'] },
  { name: 'domain', path: () => '/domains/acme.example', themes: ['light', 'dark'] },
  { name: 'mailboxes', path: () => '/mailboxes?domain=acme.example', themes: ['light', 'dark'] },
  { name: 'mailbox', path: ({ anna }) => `/mailboxes/${anna}`, themes: ['light', 'dark'] },
  { name: 'delete', path: ({ anna }) => `/mailboxes/${anna}/delete`, themes: ['light'] },
  { name: 'story', path: ({ story }) => `/messages/${story}`, themes: ['light', 'dark'], height: 1000 },
  { name: 'messages', path: () => '/messages', themes: ['light', 'dark'] },
  { name: 'queue', path: () => '/queue?host=mail1', themes: ['light', 'dark'], height: 1000 },
  { name: 'routing', path: () => '/routing?address=sales%40acme.example', themes: ['dark'], height: 1000 },
  { name: 'traffic', path: () => '/traffic', themes: ['light', 'dark'], height: 1000 },
  { name: 'generations', path: () => '/hosts/mail1/generations', themes: ['dark'] },
  { name: 'palette', path: () => '/', themes: ['dark'], before: openPalette },
  { name: 'telephone', path: () => '/mailboxes?domain=acme.example', themes: ['light', 'dark'], width: 360, height: 740 },
  { name: 'dns', path: () => '/domains/acme.example/dns', themes: ['light', 'dark'], height: 1000, before: checkDns },
  // The last: it leaves the host changed by hand.
  { name: 'drift', path: () => '/hosts/mail1/drift', themes: ['light', 'dark'] },
]

async function main() {
  if (!checkMachine().sandbox) throw new Error('The pictures are of real mail hosts in the lab: it needs root on Debian.')
  await progress.step('Debian packages', (note) => installMissing({ database: true, lab: true, tests: true }, note))
  await progress.step('Lab of real hosts', startLab)
  await progress.step('Builds', async () => {
    await generateClient()
    await buildAgent()
    await buildWorker()
    await buildPanel()
  })
  const product = await progress.step('Product', async () => startProduct(await startServer(), { database: 'postern_pictures' }))
  cleanups.push(product.stop)
  const api = apiOf(product.env)
  const made = await progress.step('Example data', async () => ({ ...(await makeExamples(api)), ...(await sendExamples(api)) }))
  await progress.step('Pictures', () => takePictures(product.env, api, made))
}

async function startLab() {
  const ranBefore = (await status(labUnderTest)).some((machine) => machine.state !== 'off')
  if (!ranBefore) cleanups.push(() => down({ name: labUnderTest, wipe: true }))
  await up({ name: labUnderTest })
}

async function startServer() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const folder = stateFolder('test')
  const { url, child } = await startPostgres(folder, { durable: false })
  if (child) cleanups.push(() => stopPostgres(folder))
  return url('postgres')
}

/** Every call waits until the hosts have it, so the pictures show a panel at rest. */
function apiOf({ POSTERN_URL, POSTERN_TOKEN }) {
  return async (method, path, body) => {
    const response = await fetch(`${POSTERN_URL}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${POSTERN_TOKEN}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer.data
  }
}

async function makeExamples(api) {
  const add = (path, body) => api('POST', `${path}?wait=applied`, body)
  const gib = 1024 ** 3
  await add('/domains', { name: 'acme.example', host: 'mail1', mailboxesMax: 25, totalQuotaBytes: 200 * gib, defaultQuotaBytes: 5 * gib })
  await add('/domains', { name: 'panadería.example', host: 'mail1', note: 'Carmen decides, 600 123 123' })
  await add('/domains', { name: 'harbour.example', host: 'mail3' })
  await add('/domains', { name: 'acme-group.example', host: 'mail1', kind: 'alias', target: 'acme.example' })
  await add('/domains', { name: 'relayed.test', host: 'mail3', kind: 'relay', relayListed: true })
  const people = [
    ['anna', 'Anna Álvarez', ['office']],
    ['ben', 'Ben Okafor', ['warehouse']],
    ['carla', 'Carla Nilsson', ['office', 'board']],
    ['dmitri', 'Dmitri Petrov', []],
    ['emma', 'Emma de Vries', ['office']],
    ['farid', 'Farid Haddad', ['warehouse']],
  ]
  for (const [localPart, displayName, tags] of people)
    await add('/mailboxes', { address: `${localPart}@acme.example`, displayName, tags, quotaBytes: (tags.length + 1) * 5 * gib })
  await add('/mailboxes', {
    address: 'scanner@acme.example',
    displayName: 'Scanner, first floor',
    imap: false,
    pop3: false,
    sieve: false,
    quotaBytes: gib,
  })
  await add('/mailboxes', {
    address: 'old.boss@acme.example',
    displayName: 'Left in spring',
    enabled: false,
    forwards: ['carla@acme.example'],
  })
  for (const domain of ['xn--panadera-i2a.example', 'harbour.example'])
    for (const localPart of ['hello', 'orders']) await add('/mailboxes', { address: `${localPart}@${domain}` })
  await add('/aliases', { address: 'info@acme.example', destinations: ['anna@acme.example', 'carla@acme.example'] })
  await add('/aliases', { address: 'sales@acme.example', destinations: ['anna@acme.example'] })
  await add('/aliases', { address: '@harbour.example', destinations: ['hello@harbour.example'] })
  await add('/groups', {
    address: 'staff@acme.example',
    name: 'All staff',
    members: people.map(([localPart]) => `${localPart}@acme.example`),
    whoMayPost: 'domain',
  })
  await add('/send-as', { mailbox: 'anna@acme.example', sender: 'info@acme.example' })
  return { anna: (await api('GET', '/mailboxes/anna@acme.example')).id }
}

/** Mail of every fate: delivered, refused, waiting. */
async function sendExamples(api) {
  const lab = openLab(labUnderTest)
  const send = (machine, server, from, to, subject) =>
    lab.exec(machine, [
      '/usr/bin/swaks',
      '--server',
      server,
      '--helo',
      'hub.test',
      '--from',
      from,
      '--to',
      to,
      '--header',
      `Subject: ${subject}`,
    ])
  const here = lab.address('mail1')
  for (const to of ['ben', 'emma', 'farid', 'carla', 'info', 'staff'])
    await send('mail2', here, 'alice@other.test', `${to}@acme.example`, 'Order 4711')
  for (const to of ['nobody', 'bill.gates']) await send('mail2', here, 'offers@cheap.test', `${to}@acme.example`, 'An offer')
  for (const [from, to] of [
    ['anna', 'orders@[192.0.2.250]'],
    ['ben', 'hello@unreachable.test'],
    ['carla', 'orders@[192.0.2.250]'],
  ])
    await send('mail1', '127.0.0.1', `${from}@acme.example`, to, 'The list')
  await send('mail2', here, 'alice@other.test', 'sales@acme.example', 'Saturday')
  for (let attempt = 0; attempt < 60; attempt++) {
    const [row] = await api('GET', '/messages?search=sales%40acme.example')
    if (row?.state === 'delivered') return { story: row.id }
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
  throw new Error('the story of the message to sales@acme.example was not there after two minutes')
}

async function takePictures(env, api, made) {
  mkdirSync(FOLDER, { recursive: true })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const storageState = await signedIn(browser, env)
    for (const picture of PICTURES) {
      if (picture.name === 'drift') await changeByHand(api)
      for (const theme of picture.themes)
        await take(browser, { ...picture, theme, storageState, baseURL: env.POSTERN_URL, path: picture.path(made) })
    }
  } finally {
    await browser.close()
  }
}

async function signedIn(browser, env) {
  const page = await browser.newPage({ baseURL: env.POSTERN_URL, locale: 'en-GB' })
  await page.goto('/sign-in')
  await page.getByLabel('Address').fill(env.POSTERN_OWNER)
  await page.getByLabel('Password', { exact: true }).fill(env.POSTERN_OWNER_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  const state = await page.context().storageState()
  await page.close()
  return state
}

async function take(browser, { name, path, theme, width = 1280, height = 800, before, baseURL, storageState }) {
  const page = await browser.newPage({
    baseURL,
    storageState,
    locale: 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width, height },
    deviceScaleFactor: 1.5,
  })
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => document.querySelector('main .animate-pulse') === null)
  await before?.(page)
  await page.screenshot({ path: join(FOLDER, `${name}-${theme}.png`) })
  await page.close()
}

async function openPalette(page) {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('acme')
  await page.getByRole('option').filter({ hasText: 'anna@acme.example' }).first().waitFor()
}

async function checkDns(page) {
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('The DNS was asked', { exact: true }).waitFor()
  await page.reload()
}

/** Somebody edits a line on the host; the next change of that domain finds it. */
async function changeByHand(api) {
  const lab = openLab(labUnderTest)
  const { stdout } = await lab.exec('mail1', ['/usr/bin/grep', '-rlF', 'sales@acme.example', '/etc/postfix/postern', '--include=aliases.*'])
  const file = stdout.split('\n').find((path) => /aliases\.[^./]+$/.test(path))
  if (file === undefined) throw new Error('no table on mail1 holds sales@acme.example')
  const text = await lab.readFile('mail1', file)
  await lab.writeFile('mail1', file, text.replace(/^sales@acme\.example[ \t].*$/m, 'sales@acme.example ben@acme.example'))
  await api('POST', '/aliases?wait=applied', { address: 'jobs@acme.example', destinations: ['carla@acme.example'] })
}

try {
  await main()
} catch (error) {
  progress.stop()
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup()
  progress.stop()
}
