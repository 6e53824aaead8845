// The queue of a real host in a real browser: messages wait because nobody answers where they are for.
import { ask, read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox, unique } from '../support/given'
import { lab, nameOf } from '../support/lab'
import { expectForEverybody } from '../support/looks'
import { emptyQueue, givenQueued, nowhere } from '../support/queued'

const host = 'mail1'
const hostile = '<img src=x onerror="document.title=1">'
let domain: string
const at = (name: string) => `${name}@${domain}`

test.describe.configure({ mode: 'serial', timeout: 180_000 })
test.beforeAll(async () => {
  await emptyQueue(host)
  domain = await givenDomain(host)
  await givenMailbox(host, at('anna'))
})
test.afterAll(() => emptyQueue(host))

const queuedOf = async (sender: string) =>
  (await read<{ matched: number }>(`/hosts/${host}/queue?oldest=true&sender=${encodeURIComponent(sender)}`)).matched
const row = (page: import('@playwright/test').Page, sender: string) => page.getByRole('row').filter({ hasText: sender })

test('an empty queue says so, and one that cannot be read never does', async ({ page }) => {
  await page.goto(`/queue?host=${host}`)
  await expect(page.getByText(`The queue of ${host} is empty`)).toBeVisible()
  await lab.exec(host, ['/bin/mv', '/var/spool/postfix/deferred', '/var/spool/postfix/deferred-away'])
  try {
    await page.reload()
    await expect(page.getByText(`The queue of ${host} cannot be read`)).toBeVisible()
    await expect(page.getByText(`The queue of ${host} is empty`)).toHaveCount(0)
  } finally {
    await lab.exec(host, ['/bin/mv', '/var/spool/postfix/deferred-away', '/var/spool/postfix/deferred'])
  }
})

test('shows who waits for what and why, whatever strangers wrote', async ({ page }) => {
  await givenQueued(host, { sender: at('anna'), subject: 'Offer' })
  await givenQueued(host, { sender: '"<b>bold</b>"@far.test', subject: hostile, recipients: [`"<i>x</i>"@${nowhere}`, `carol@${nowhere}`] })
  for (const name of ['one', 'two', 'three']) await givenQueued(host, { sender: at(name) })
  await page.goto(`/queue?host=${host}`)
  await expect(row(page, at('anna'))).toContainText('This host has no way to that network')
  await expect(row(page, '"<b>bold</b>"@far.test')).toContainText('and 1 more')
  await expect(page.getByText('5 messages', { exact: true })).toBeVisible()
  expect(await page.title()).toContain('Queue')
  await expectForEverybody(page)
})

test('a message is looked into, and its text opened only on record', async ({ page }) => {
  const id = await givenQueued(host, { sender: at('anna'), subject: hostile, text: `secret words ${hostile} https://tracker.test/x.png` })
  await page.goto(`/queue/${host}/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(hostile)
  await expect(page.getByText('secret words')).toHaveCount(0)
  await page.getByRole('button', { name: 'Open the text' }).click()
  await expect(page.getByText('secret words')).toContainText(hostile)
  await expect(page.locator('main img, main a[href*=tracker]')).toHaveCount(0)
  expect(await page.title()).not.toBe('1')
  const [entry] = await read<{ action: string; subjectName: string }[]>('/changes?limit=1')
  expect(entry).toMatchObject({ action: 'queue.open', subjectName: `${id} (${host})` })
  await expectForEverybody(page)
})

test('ticked messages are held, released and deleted, and what became of them is said', async ({ page }) => {
  for (const name of ['one', 'two']) if ((await queuedOf(at(name))) === 0) await givenQueued(host, { sender: at(name) })
  await page.goto(`/queue?host=${host}`)
  const act = async (verb: string) => {
    await row(page, at('one')).getByRole('checkbox').check()
    await row(page, at('two')).getByRole('checkbox').check()
    await page.getByRole('form', { name: 'Actions for the selected rows' }).getByRole('button', { name: verb, exact: true }).click()
    const dialog = page.getByRole('dialog')
    if (verb === 'Delete') await dialog.getByRole('textbox').fill('2')
    await dialog.getByRole('button', { name: verb, exact: true }).click()
    await expect(page.getByText('2 changed')).toBeVisible()
  }
  await act('Hold')
  await expect(row(page, at('one'))).toContainText('Held')
  await page.reload()
  await act('Release')
  await page.reload()
  await act('Delete')
  await expect(row(page, at('one'))).toHaveCount(0)
})

test('all that match are deleted, unless more have come in than were shown', async ({ page }) => {
  const sender = at(`bulk-${unique()}`)
  await givenQueued(host, { sender })
  await givenQueued(host, { sender })
  await page.goto(`/queue?host=${host}&search=${encodeURIComponent(sender)}`)
  await expect(row(page, sender)).toHaveCount(2)
  const answer = await ask('POST', `/hosts/${host}/queue/act`, {
    body: { action: 'delete', selection: { filter: { search: sender }, expected: 0 } },
  })
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('queue_grew')])
  const done = await ask('POST', `/hosts/${host}/queue/act`, {
    body: { action: 'delete', selection: { filter: { search: sender }, expected: 2 } },
  })
  expect((await done.json()).data).toMatchObject({ matched: 2, changed: 2, counts: { done: 2 } })
  await page.reload()
  await expect(
    page.getByRole('heading', { name: `The queue of ${host} is empty` }).or(page.getByRole('heading', { name: 'Nothing matches' })),
  ).toBeVisible()
})

test('the worker counts and finds the causes', async ({ page }) => {
  await givenQueued(host, { sender: at('cause') })
  await expect
    .poll(async () => (await read<{ causes: unknown[] }>(`/hosts/${host}/queue/causes`)).causes.length, {
      timeout: 100_000,
      intervals: [2000],
    })
    .toBeGreaterThan(0)
  await page.goto(`/queue?host=${host}`)
  await expect(page.getByText(/messages? waits? for/).first()).toContainText(nowhere)
  await page.getByRole('link', { name: 'Show these messages' }).first().click()
  await expect(page.getByRole('link', { name: `for ${nowhere}` })).toBeVisible()
})

test('a hold rule holds what comes next', async ({ page }) => {
  await page.goto('/queue/hold')
  await page.getByRole('textbox', { name: 'Address' }).fill('not a pattern')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveAccessibleDescription(/Write an address/)
  await page.getByRole('textbox', { name: 'Address' }).fill('Held.Test')
  await page.getByRole('button', { name: 'Add the rule' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'held.test' })).toBeVisible()
  await expect(page.getByText('In force').first()).toBeVisible({ timeout: 30_000 })
  await lab.exec('mail2', ['/usr/bin/swaks', '--server', lab.address(host), '--from', 'eve@held.test', '--to', at('anna'), '--body', 'x'])
  await page.goto(`/queue?host=${host}&queue=hold`)
  await expect(row(page, 'eve@held.test')).toContainText('Held until somebody releases')
  await page.goto('/queue/hold')
  await expectForEverybody(page)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Nothing is held by a rule')).toBeVisible()
  expect(nameOf(host)).toContain('mail1')
})
