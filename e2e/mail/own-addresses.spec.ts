// Addresses that people make for themselves receive mail and are sent from; the disposable ones end.
import { apply, read } from '../support/api'
import { enterMailbox, expect, test } from '../support/browser'
import { givenDomain, givenMailbox } from '../support/given'
import { managedHosts, nameOf } from '../support/lab'
import { arrives, arrivesOutside, send, sendFromOutside } from '../support/mail'
import { untilTrue } from '../support/until'

test.use({ storageState: { cookies: [], origins: [] } })

for (const host of managedHosts)
  test.describe(`addresses of people on ${nameOf(host)}`, () => {
    test('one of one’s own receives mail, is sent from by its owner alone, and is gone when it is deleted', async ({ page }) => {
      const domain = await givenDomain(host, { ownAliasesMax: 2 })
      const anna = await givenMailbox(host, `anna@${domain}`)
      const ben = await givenMailbox(host, `ben@${domain}`)
      await enterMailbox(page, anna)
      await page.getByRole('link', { name: 'Addresses' }).click()
      await page.getByLabel('Name', { exact: true }).fill('choir')
      await page.getByLabel('What it is for').fill('Singing on Tuesdays')
      await page.getByRole('button', { name: 'Make this address' }).click()
      const address = `choir@${domain}`
      await expect(page.getByText('It receives mail now')).toBeVisible()
      await expect(page.getByRole('row', { name: new RegExp(address) })).toContainText('Singing on Tuesdays')

      await arrives(anna, await sendFromOutside('carol@other.test', address))
      const sent = await send({ host, from: address, to: 'bob@other.test', as: anna })
      expect(sent.accepted, sent.transcript).toBe(true)
      await arrivesOutside('bob@other.test', sent.token)
      const asBen = await send({ host, from: address, to: 'bob@other.test', as: ben })
      expect(asBen.transcript).toContain('553 5.7.1')

      expect(await read(`/aliases/${address}`)).toMatchObject({ owner: { address: anna.address }, destinations: [anna.address] })
      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
      await expect(page.getByRole('row', { name: new RegExp(address) })).toHaveCount(0)
      await untilTrue('the address to be refused', async () => !(await send({ host, from: 'x@hub.test', to: address })).accepted)
      expect((await send({ host, from: address, to: 'bob@other.test', as: anna })).transcript).toContain('553 5.7.1')
    })

    test('a disposable one receives mail until it is turned off, and ends by itself', async ({ page }) => {
      const domain = await givenDomain(host, { disposableAliasesMax: 3 })
      const anna = await givenMailbox(host, `anna@${domain}`)
      await enterMailbox(page, anna)
      await page.goto('/me/addresses')
      await page.getByLabel('Where you give it away').fill('shop.example')
      await page.getByRole('button', { name: 'Draw an address' }).click()
      await expect(page.getByText('It receives mail now')).toBeVisible()
      const [drawn] = await read<{ id: string; address: string }[]>(`/aliases?owner=${anna.address}`)
      const address = drawn?.address ?? ''
      expect(address).toMatch(new RegExp(`^[a-z]+-[a-z]+-\\d{4}@${domain}$`))
      await arrives(anna, await sendFromOutside('carol@other.test', address))

      await page.getByRole('button', { name: 'Turn off' }).click()
      await expect(page.getByText(/^Off/)).toBeVisible()
      await untilTrue('it to be refused', async () => !(await send({ host, from: 'x@hub.test', to: address })).accepted)
      await page.getByRole('button', { name: 'Turn on' }).click()
      await untilTrue('it to be taken again', async () => (await send({ host, from: 'x@hub.test', to: address })).accepted)

      await apply('PATCH', `/aliases/${address}`, { expiresAt: new Date(Date.now() + 3000).toISOString() })
      await untilTrue('it to end', async () => !(await send({ host, from: 'x@hub.test', to: address })).accepted, 90_000)
      await page.reload()
      await expect(page.getByText('Over', { exact: true })).toBeVisible()
    })
  })

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('names that stand for others are refused, and a full quota says so', async ({ page }) => {
    const domain = await givenDomain('mail1', { ownAliasesMax: 1 })
    await enterMailbox(page, await givenMailbox('mail1', `ana@${domain}`))
    await page.goto('/me/addresses')
    await page.getByLabel('Nombre').fill('postmaster')
    await page.getByRole('button', { name: 'Crear esta dirección' }).click()
    await expect(page.getByText('Elige otro nombre.').first()).toBeVisible()
    await page.getByLabel('Nombre').fill('coro')
    await page.getByRole('button', { name: 'Crear esta dirección' }).click()
    await expect(page.getByText('1 de 1')).toBeVisible()
    await expect(page.getByText('Tienes todas las que permite tu dominio.')).toBeVisible()
  })
})
