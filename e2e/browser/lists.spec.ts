// Many at once: bulk actions, files in and out, deletion with its impact.
import { readFileSync } from 'node:fs'
import { apply, read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox } from '../support/given'
import { canLogIn, send } from '../support/mail'
import { untilTrue } from '../support/until'

const host = 'mail1'

test('what is ticked in a list is disabled, and enabled again, on the host too', async ({ page }) => {
  const domain = await givenDomain(host)
  const logins = [
    await givenMailbox(host, `one@${domain}`),
    await givenMailbox(host, `two@${domain}`),
    await givenMailbox(host, `three@${domain}`),
  ]
  await page.goto(`/mailboxes?domain=${domain}`)
  for (const name of ['one', 'two']) await page.getByRole('checkbox', { name: `Select ${name}@${domain}` }).check()
  const actions = page.getByRole('form', { name: 'Actions for the selected rows' })
  await expect(actions).toContainText('2 selected')
  await actions.getByRole('button', { name: 'Disable' }).click()
  const question = page.getByRole('dialog', { name: 'Disable the selected mailboxes (2)?' })
  await question.getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByText('2 changed')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: `one@${domain}` })).toContainText('Disabled')
  const [one, , three] = logins
  if (!one || !three) throw new Error('three were made')
  await untilTrue('the login to be refused', async () => !(await canLogIn(one, 'imap')))
  expect(await canLogIn(three, 'imap')).toBe(true)

  await page.getByRole('checkbox', { name: 'Select all rows of this page' }).check()
  await actions.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText('were so already')).toBeVisible()
  await untilTrue('the login to work', () => canLogIn(one, 'imap'))
})

test('a file with bad lines is refused whole and each is named; mended, it is imported whole', async ({ page }) => {
  const domain = await givenDomain(host)
  await page.goto('/mailboxes/import')
  const choose = (lines: string[]) =>
    page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(`address,displayName\n${lines.join('\n')}\n`) })
  await choose([`anna@${domain},Anna`, `not an address,X`, `anna@${domain},Twice`, 'x@elsewhere.example,Y'])
  await page.getByRole('button', { name: 'Check the file' }).click()
  const mistakes = page.getByRole('region', { name: 'Mistakes in the file' })
  for (const line of ['3', '4', '5']) await expect(mistakes.getByRole('rowheader', { name: line, exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0)
  expect(await read(`/mailboxes?domain=${domain}`)).toEqual([])

  await choose([`anna@${domain},Anna`, `ben@${domain},Ben`])
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('All 2 lines are in order.')).toBeVisible()
  expect(await read(`/mailboxes?domain=${domain}`)).toEqual([])
  await page.getByRole('button', { name: 'Import 2 lines' }).click()
  await page.waitForURL('**/tasks/*')
  await expect(page.getByText('2 lines imported')).toBeVisible()
  await page.getByRole('button', { name: 'Show them now, once' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as CSV' }).click()
  const made = readFileSync(await (await download).path(), 'utf8')
  const password = new RegExp(`ben@${domain}"?,"?([^"\\r\\n]+)`).exec(made)?.[1]
  if (password === undefined) throw new Error(`no password of ben in ${made}`)
  await untilTrue('an imported mailbox to log in', () => canLogIn({ host, address: `ben@${domain}`, password }, 'imap'))
})

test('the export of a list is a file that the import takes', async ({ page, request }) => {
  const domain = await givenDomain(host)
  await givenMailbox(host, `out@${domain}`, { displayName: '=1+1', tags: ['a', 'b'] })
  await page.goto(`/mailboxes?domain=${domain}`)
  const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
  const text = await (await request.get(href ?? '')).text()
  expect(text.trim().split(/\r?\n/)).toHaveLength(2)
  // A spreadsheet would run what begins with "=".
  expect(text).toContain("'=1+1")
  await apply('DELETE', `/mailboxes/out@${domain}`)
  // Until the host has put its mail away, the address is not given to another.
  await untilTrue('its mail to be archived', async () => (await read<unknown[]>(`/archive?state=kept&domain=${domain}`)).length === 1)
  await page.goto('/mailboxes/import')
  await page.getByLabel('CSV file').setInputFiles({ name: 'back.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('The line is in order.')).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 line' }).click()
  await expect(page.getByText('1 line imported')).toBeVisible()
  expect(await read(`/mailboxes/out@${domain}`)).toMatchObject({ displayName: '=1+1', tags: ['a', 'b'] })
})

test('before a mailbox is deleted, what points to it is shown, and its name must be typed', async ({ page }) => {
  const domain = await givenDomain(host)
  const login = await givenMailbox(host, `leaver@${domain}`)
  await givenMailbox(host, `friend@${domain}`, { forwards: [login.address] })
  await givenAlias(`sales@${domain}`, [login.address])
  await page.goto(`/mailboxes?domain=${domain}&search=leaver`)
  await page.getByRole('link', { name: login.address }).click()
  await page.getByRole('link', { name: 'Delete…' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('Would point nowhere')
  await expect(main).toContainText(`sales@${domain}`)
  await expect(main).toContainText(`friend@${domain}`)
  await page.getByRole('button', { name: 'Delete this mailbox' }).click()
  await expect(main.getByRole('alert').first()).toBeVisible()
  expect(await canLogIn(login, 'imap')).toBe(true)
  await page.getByLabel(`Type ${login.address} to confirm`).fill(login.address)
  await page.getByRole('button', { name: 'Delete this mailbox' }).click()
  await page.waitForURL('**/archive*')
  await expect(page.getByRole('row').filter({ hasText: login.address })).toBeVisible()
  await untilTrue('the mailbox to be refused', async () =>
    /550 5\.1\.1/.test((await send({ host, from: 'bob@other.test', to: login.address })).transcript),
  )
})
