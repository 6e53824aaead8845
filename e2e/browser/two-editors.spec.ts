// Two people at the same thing: the second is told what the first changed, and nothing is lost.
import { read } from '../support/api'
import { expect, test } from '../support/browser'
import { givenDomain, givenMailbox } from '../support/given'

test('the second of two editors sees what the first saved, takes it or saves over it', async ({ page, context }) => {
  const domain = await givenDomain('mail1')
  const { address } = await givenMailbox('mail1', `shared@${domain}`, { displayName: 'Shared' })
  const { id } = await read<{ id: string }>(`/mailboxes/${address}`)
  const other = await context.newPage()
  await Promise.all([page.goto(`/mailboxes/${id}`), other.goto(`/mailboxes/${id}`)])

  await page.getByLabel('Name', { exact: true }).fill('First')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('Mailbox saved')).toBeVisible()

  await other.getByLabel('Name', { exact: true }).fill('Second')
  await other.getByRole('textbox', { name: 'Note' }).fill('typed by the second')
  await other.getByRole('button', { name: 'Save changes' }).click()
  const conflict = other.getByRole('status').filter({ hasText: 'so yours was not saved yet' })
  await expect(conflict.getByRole('row').filter({ hasText: 'First' })).toContainText('Second')
  expect(await read(`/mailboxes/${address}`)).toMatchObject({ displayName: 'First', note: '' })

  await conflict.getByRole('button', { name: 'Take theirs' }).first().click()
  await expect(other.getByLabel('Name', { exact: true })).toHaveValue('First')
  await expect(other.getByRole('textbox', { name: 'Note' })).toHaveValue('typed by the second')
  await other.getByRole('button', { name: /^Save/ }).click()
  await expect(other.getByText('Mailbox saved')).toBeVisible()
  expect(await read(`/mailboxes/${address}`)).toMatchObject({ displayName: 'First', note: 'typed by the second' })
})
