// Where mail would go and who may send, beside what the tables of a real host answer: also when another hand wrote into one.
import { apply } from '../support/api'
import { expect, test } from '../support/browser'
import { givenAlias, givenDomain, givenMailbox } from '../support/given'
import { lab } from '../support/lab'
import { expectForEverybody } from '../support/looks'

const host = 'mail1'
const step = (page: import('@playwright/test').Page, address: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByText(address, { exact: true }) })
    .last()

test('an address is followed to where its mail ends, and the host answers the same', async ({ page }) => {
  test.setTimeout(150_000)
  const domain = await givenDomain(host)
  await givenMailbox(host, `anna@${domain}`)
  await givenMailbox(host, `bob@${domain}`, { forwards: [`anna@${domain}`, 'carol@other.test'] })
  await givenAlias(`sales@${domain}`, [`bob@${domain}`])
  await givenAlias(`@${domain}`, [`anna@${domain}`])
  await page.goto('/routing')
  await page.getByRole('textbox', { name: 'Address' }).fill(`sales@${domain}`)
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByText(`The tables of ${host} answer the same.`)).toBeVisible()
  await expect(step(page, `bob@${domain}`)).toContainText('Delivered, and a copy goes on')
  await expect(step(page, 'carol@other.test')).toContainText('Leaves for another server')
  await expectForEverybody(page)

  await page.goto(`/routing?address=${encodeURIComponent(`anna+news@${domain}`)}`)
  await expect(step(page, `anna@${domain}`)).toContainText('The catch-all of the domain is not asked')

  const { stdout } = await lab.exec(host, ['/bin/sh', '-c', `grep -l ' domain: ${domain}' /etc/postfix/postern/aliases.?`])
  const table = stdout.trim()
  await lab.exec(host, [
    '/bin/sh',
    '-c',
    `cp -p ${table} /root/table && sed -i 's/^bob@${domain} .*/bob@${domain} eve@evil.test/' ${table} && postmap cdb:${table}`,
  ])
  try {
    await page.goto(`/routing?address=${encodeURIComponent(`bob@${domain}`)}`)
    await expect(page.getByText('The host answers otherwise than what is saved')).toBeVisible()
    await expect(page.getByText('eve@evil.test')).toBeVisible()
    await expectForEverybody(page)
  } finally {
    await lab.exec(host, ['/bin/sh', '-c', `cp -p /root/table ${table} && postmap cdb:${table}`])
  }
})

test('who may send as whom is said with its reason', async ({ page }) => {
  test.setTimeout(120_000)
  const domain = await givenDomain(host)
  await givenMailbox(host, `anna@${domain}`)
  await givenMailbox(host, `bob@${domain}`)
  await apply('POST', '/send-as', { mailbox: `bob@${domain}`, sender: `anna@${domain}` })
  const asked = (login: string, sender: string) =>
    `/routing?ask=send&${new URLSearchParams({ login: `${login}@${domain}`, sender: `${sender}@${domain}` })}`
  await page.goto(asked('bob', 'anna'))
  await expect(page.getByText('The right to send as this address was given.')).toBeVisible()
  await expect(page.getByText(`The tables of ${host} answer the same.`)).toBeVisible()
  await page.goto(asked('anna', 'bob'))
  await expect(page.getByText('Nobody gave the right.')).toBeVisible()
  await expectForEverybody(page)
})
