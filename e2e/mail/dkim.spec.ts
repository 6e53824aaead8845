// A person signs their mail: a key in the browser, its record in the DNS by hand, and a receiver who can prove it. Then the key is changed.
import pg from 'pg'
import { publish } from '../lab/publish'
import { read, save } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login } from '../support/given'
import { lab } from '../support/lab'
import { send } from '../support/mail'
import { until } from '../support/until'

type Key = { selector: string; state: string; record: { name: string; strings: string; task: string } }

/** Of dkimpy, at the receiver. */
const verifier = `import dkim, sys
message = sys.stdin.buffer.read()
one = dkim.DKIM(message)
passed = one.verify() if any(name.lower() == b"dkim-signature" for name, _ in one.headers) else None
print(one.domain.decode(), one.selector.decode(), "pass" if passed else "fail") if passed is not None else print("unsigned")`
const inbox = '/var/vmail/other.test/alice/Maildir/new'

let domain: string
let alice: Login

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  // The panel's own machine does not know the lab's names; a page of DNS settings would say the same.
  const value = { resolvers: [lab.addresses.resolver], allowPrivate: true }
  await withDatabase((client) =>
    client.query(
      `insert into "Setting" (key, value, version, "updatedAt") values ('dns', $1, 1, now()) on conflict (key) do update set value = excluded.value`,
      [JSON.stringify(value)],
    ),
  )
  domain = await givenDomain('mail1')
  alice = await givenMailbox('mail1', `alice@${domain}`)
})
test.afterAll(async () => {
  await onHost('/usr/bin/systemctl', 'mask', '--now', 'opendkim.service')
  await configureHost()
  await withDatabase((client) => client.query(`delete from "Setting" where key = 'dns'`))
})

test('a key is made in the browser, and signs as soon as its record is published and the host can', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto(`/domains/${domain}/dkim`)
  await expect(page.getByText('No keys yet')).toBeVisible()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByText('Waits for its record')).toBeVisible()

  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('No name server has the record yet')).toBeVisible({ timeout: 30_000 })
  expect(await received()).toBe('unsigned')

  const [key] = await keys()
  await publish('mail1.test', [recordOf(key)])
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('nothing on the host signs')).toBeVisible({ timeout: 30_000 })
  expect(await received()).toBe('unsigned')

  await onHost('/usr/bin/systemctl', 'unmask', 'opendkim.service')
  await configureHost()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Its record is published and the host signs with it.')).toBeVisible({ timeout: 30_000 })
  await until('mail to be signed', async () => ((await received()) === `${domain} ${key?.selector} pass` ? true : null), 60_000)
})

test('its successor takes over when it is seen, and not before', async ({ page }) => {
  test.setTimeout(180_000)
  const [old] = await keys()
  await page.goto(`/domains/${domain}/dkim`)
  await page.getByRole('button', { name: 'Rotate', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click()
  await expect(page.getByText('It will take over from the key that signs now.')).toBeVisible()
  expect(await received()).toBe(`${domain} ${old?.selector} pass`)

  const next = (await keys()).find(({ state }) => state === 'pending')
  await publish('mail1.test', [recordOf(next)])
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('At rest')).toBeVisible({ timeout: 30_000 })
  await until('the new key to sign', async () => ((await received()) === `${domain} ${next?.selector} pass` ? true : null), 60_000)

  await page.setViewportSize({ width: 360, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})

test('an owner exports the private key with the password, and it stands in the history', async ({ page }) => {
  await page.goto(`/domains/${domain}/dkim`)
  await page.getByRole('button', { name: 'Export' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[name=currentPassword]').fill('not the password')
  await dialog.getByRole('button', { name: 'Show the private key' }).click()
  await expect(dialog.getByText('That is not your current password.').first()).toBeVisible()
  await expect(dialog.getByText('BEGIN PRIVATE KEY')).toHaveCount(0)
  await dialog.locator('input[name=currentPassword]').fill(process.env.POSTERN_OWNER_PASSWORD ?? '')
  await dialog.getByRole('button', { name: 'Show the private key' }).click()
  await expect(dialog.getByText('BEGIN PRIVATE KEY')).toBeVisible()
  await page.goto(`/domains/${domain}/changes`)
  await expect(page.getByText('DKIM private key exported').first()).toBeVisible()
})

const keys = () => read<Key[]>(`/domains/${domain}/dkim`)

function recordOf(key: Key | undefined): string {
  if (key?.record.task !== 'publish') throw new Error('no key waits for its record')
  return `${key.record.name}. 60 TXT ${key.record.strings}`
}

/** What the receiver says of a message of Alice's. */
async function received(): Promise<string> {
  const { accepted, transcript, token } = await send({ host: 'mail1', as: alice, from: alice.address, to: 'alice@other.test' })
  expect(accepted, transcript).toBe(true)
  const name = await until(
    'the message',
    async () => (await lab.exec('mail2', ['/usr/bin/grep', '-rls', token, inbox])).stdout.trim() || null,
  )
  const { stdout } = await lab.exec('mail2', ['/usr/bin/python3', '-c', verifier], { stdin: await lab.readFile('mail2', name) })
  return stdout.trim()
}

async function configureHost(): Promise<void> {
  const { digest } = await read<{ digest: string }>('/hosts/mail1/config')
  await save('POST', '/hosts/mail1/config', { digest })
}

async function onHost(...argv: string[]): Promise<void> {
  const { code, stderr } = await lab.exec('mail1', argv)
  if (code !== 0) throw new Error(`${argv.join(' ')}: ${stderr}`)
}

async function withDatabase(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
