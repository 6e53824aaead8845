import { expect, test } from 'vitest'
import { asOwner, givenAdministrator, givenDomain, givenHost, givenMailbox, unique } from '#lib/db/testing'
import { searchEverything } from './search-everything'

test('an address is found by its front, by its middle and whole, the whole one first', async () => {
  const owner = await asOwner()
  const domain = await givenDomain()
  const name = `ada-${unique()}`
  const mailbox = await givenMailbox(domain, name)
  await givenMailbox(domain, `x-${name}`)
  const hit = { kind: 'mailbox', label: mailbox.address, href: `/mailboxes/${mailbox.id}` }
  for (const words of [name, mailbox.address, mailbox.address.toUpperCase()])
    expect((await searchEverything(owner, words))[0]).toMatchObject(hit)
  expect((await searchEverything(owner, name.slice(4))).map((result) => result.label)).toContain(mailbox.address)
})

test('domains and hosts are found beside addresses', async () => {
  const owner = await asOwner()
  const host = await givenHost()
  const domain = await givenDomain({ hostId: host.id })
  expect(await searchEverything(owner, domain.name.slice(0, 9))).toContainEqual(
    expect.objectContaining({ kind: 'domain', label: domain.name, href: `/domains/${domain.name}` }),
  )
  expect(await searchEverything(owner, host.name)).toContainEqual(expect.objectContaining({ kind: 'host', label: host.name }))
})

test('who may read nothing finds nothing', async () => {
  const domain = await givenDomain()
  expect(await searchEverything(await givenAdministrator('domain_admin'), domain.name)).toEqual([])
})

test('signs that mean something to the database are only text', async () => {
  const owner = await asOwner()
  await givenMailbox(await givenDomain())
  for (const words of ['', '   ', '\0', '100%_', "'; --", '\\']) expect(await searchEverything(owner, words)).toEqual([])
})
