// Something done to more messages than anybody waits for: counted first, done by a task that tells how far it is, and told of each.
import { read } from '../support/api'
import { expect, test } from '../support/browser'
import { fillQueue } from '../support/fill-queue'
import { givenDomain } from '../support/given'
import { lab } from '../support/lab'
import { expectForEverybody } from '../support/looks'
import { emptyQueue, nowhere } from '../support/queued'
import { until } from '../support/until'

const host = 'mail1'
const count = 1500
const all = count + 1
const words = (number: number) => new Intl.NumberFormat('en').format(number)

test.describe.configure({ mode: 'serial', timeout: 120_000 })
test.afterAll(() => emptyQueue(host))

test('all that match are deleted by a task: planned, followed, and told of each', async ({ page }) => {
  await emptyQueue(host)
  const sender = `many@${await givenDomain(host)}`
  await fillQueue(lab, host, { count, sender, recipient: `bob@${nowhere}` })
  await page.goto(`/queue?host=${host}&search=${encodeURIComponent(sender)}`)
  await expect(page.getByText(`${words(all)} messages`).first()).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all messages shown' }).check()
  const actions = page.getByRole('form', { name: 'Actions for the selected rows' })
  await actions.getByRole('button', { name: `Select all ${words(all)} that match` }).click()
  await actions.getByRole('button', { name: 'Delete', exact: true }).click()
  // The plan: how many, for whom, and that a task does it.
  const plan = page.getByRole('dialog', { name: `Delete ${words(all)}?` })
  await expect(plan).toContainText(nowhere)
  await expect(plan).toContainText('A task does this and tells how far it is')
  await expectForEverybody(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await plan.getByRole('textbox').fill(String(all))
  await plan.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.waitForURL('**/tasks/*')
  await expect(page.getByRole('heading', { name: 'What became of each' })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText(`${words(all)} messages`)).toBeVisible()
  await expectForEverybody(page)
  const id = page.url().split('/').at(-1)
  const task = await read<{ state: string; total: number; changed: number; outcomes: { counts: Record<string, number> } }>(`/tasks/${id}`)
  expect(task).toMatchObject({ state: 'saved', total: all, changed: all, outcomes: { counts: { done: all }, others: [] } })
  const { stdout } = await lab.exec(host, ['/usr/sbin/postqueue', '-j'])
  expect(stdout).not.toContain(sender)
  const [entry] = await read<{ action: string; after: { messages: number; outcomes: string } }[]>('/changes?limit=1')
  expect(entry).toMatchObject({ action: 'queue.delete' })
  await until('the story to say who deleted it', async () => {
    const rows = await read<{ state: string }[]>(`/messages?${new URLSearchParams({ search: sender, state: 'deleted' })}`)
    return rows[0] ?? null
  })
})
