// A person signs their mail: a key in the browser, its record in the DNS by hand, and a receiver who can prove it. Then the key is changed.
import { publish } from '../lab/publish'
import { read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, type Login } from '../support/given'
import { send } from '../support/mail'
import { type DkimProof, dkimProofOf, startSigner, stopSigner } from '../support/signing-host'
import { untilTrue } from '../support/until'

type Key = { selector: string; state: string; record: { name: string; strings: string; task: string } }

const inbox = '/var/vmail/other.test/alice/Maildir/new'

let domain: string
let alice: Login

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  domain = await givenDomain('mail1')
  alice = await givenMailbox('mail1', `alice@${domain}`)
})
test.afterAll(stopSigner)

test('a key is made in the browser, and signs as soon as its record is published and the host can', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto(`/domains/${domain}/dkim`)
  await expect(page.getByText('No keys yet')).toBeVisible()
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByText('Waits for its record')).toBeVisible()

  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('No name server has the record yet')).toBeVisible({ timeout: 30_000 })
  expect(await received()).toBeNull()

  const [key] = await keys()
  await publish('mail1.test', [recordOf(key)])
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('nothing on the host signs')).toBeVisible({ timeout: 30_000 })
  expect(await received()).toBeNull()

  await startSigner()
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Its record is published and the host signs with it.')).toBeVisible({ timeout: 30_000 })
  await untilTrue('mail to be signed', () => isSignedWith(key), 60_000)
})

test('its successor takes over when it is seen, and not before', async ({ page }) => {
  test.setTimeout(180_000)
  const [old] = await keys()
  await page.goto(`/domains/${domain}/dkim`)
  await page.getByRole('button', { name: 'Rotate', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate' }).click()
  await expect(page.getByText('It will take over from the key that signs now.')).toBeVisible()
  expect(await isSignedWith(old)).toBe(true)

  const next = (await keys()).find(({ state }) => state === 'pending')
  await publish('mail1.test', [recordOf(next)])
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('At rest')).toBeVisible({ timeout: 30_000 })
  await untilTrue('the new key to sign', () => isSignedWith(next), 60_000)

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

/** What the receiver proves of a message of Alice's. */
async function received(): Promise<DkimProof | null> {
  const { accepted, transcript, token } = await send({ host: 'mail1', as: alice, from: alice.address, to: 'alice@other.test' })
  expect(accepted, transcript).toBe(true)
  return dkimProofOf(token, inbox)
}

const isSignedWith = async (key: Key | undefined) => {
  const proof = await received()
  return proof?.passed === true && proof.domain === domain && proof.selector === key?.selector
}
