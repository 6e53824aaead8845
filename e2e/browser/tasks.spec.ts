// Long work: it goes on without the browser, is found again, and nobody changes what they have not seen.
import { importCsv, read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox } from '../support/given'
import { untilTrue } from '../support/until'

const host = 'mail1'

test('an import goes on when its page is left, is found again from Changes, and shows its passwords once', async ({ page }) => {
  const domain = await givenDomain(host)
  const people = Array.from({ length: 60 }, (_, index) => `p${index}@${domain}`)
  await page.goto('/mailboxes/import')
  const buffer = Buffer.from(`address\n${people.join('\n')}\n`)
  await page.getByLabel('CSV file').setInputFiles({ name: 'sixty.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByRole('button', { name: 'Import 60 lines' }).click()
  await page.waitForURL('**/tasks/*')
  await page.goto('/changes')
  await page.getByRole('main').getByRole('link', { name: 'Tasks' }).click()
  const row = page.getByRole('row').filter({ hasText: 'sixty.csv' })
  await expect(row).toContainText('Saved', { timeout: 30_000 })
  await row.getByRole('link', { name: 'Import mailboxes' }).click()
  await expect(page.getByText('60 lines imported')).toBeVisible()
  await page.getByRole('button', { name: 'Show them now, once' }).click()
  await expect(page.getByText(`p0@${domain}`)).toBeVisible()
  await page.reload()
  await expect(page.getByText('60 lines imported')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show them now, once' })).toHaveCount(0)
})

test('the bad lines of a refused import are a file', async ({ page }) => {
  const domain = await givenDomain(host)
  await page.goto(`/tasks/${await importCsv('aliases', `address,destinations\nnot an address,x@${domain}\n`)}`)
  await expect(page.getByRole('region', { name: 'Mistakes in the file' }).getByRole('rowheader', { name: '2', exact: true })).toBeVisible()
  const href = await page.getByRole('link', { name: 'Save as CSV' }).getAttribute('href')
  const text = await (await page.request.get(href ?? '')).text()
  expect(text.split(/\r?\n/)[1]).toMatch(/^2,address,invalid_address,/)
})

test('all that match are counted, with what points to them and their lines, and another number by then is refused', async ({ page }) => {
  const domain = await givenDomain(host)
  await importCsv('mailboxes', `address\n${Array.from({ length: 60 }, (_, index) => `m${index}@${domain}`).join('\n')}\n`)
  await givenAlias(`all@${domain}`, [`m0@${domain}`])
  await page.goto(`/mailboxes?domain=${domain}`)
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
  const actions = page.getByRole('form', { name: 'Actions for the selected rows' })
  await actions.getByRole('button', { name: 'Select all 60 that match' }).click()
  await actions.getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete the selected mailboxes (60)?' })
  await expect(question).toContainText(`1 alias points to them: all@${domain}`)
  await expect(question.getByText('60 lines removed').first()).toBeVisible()
  await question.getByLabel('Type 60 to confirm').fill('60')
  await givenMailbox(host, `late@${domain}`)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('61 match now, 60 matched when you looked')).toBeVisible()
  expect(await read<unknown[]>(`/mailboxes?domain=${domain}&limit=100`)).toHaveLength(61)
  await page.reload()
  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
  await actions.getByRole('button', { name: 'Select all 61 that match' }).click()
  await actions.getByRole('button', { name: 'Delete' }).click()
  await page.getByLabel('Type 61 to confirm').fill('61')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await untilTrue('all to be gone', async () => (await read<unknown[]>(`/mailboxes?domain=${domain}`)).length === 0)
})
