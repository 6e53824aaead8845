import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenAdministrator, givenDomain, givenHost } from '#lib/db/testing'
import { type NameServer, startKnot, zone } from '#lib/publication/testing-servers'
import { proposeNames } from './propose-names'

let server: NameServer
let owner: Actor
beforeAll(async () => {
  server = await startKnot([
    '@ 60 TXT "some-verification=1"',
    ...['mail A 192.0.2.1', 'mail AAAA 2001:db8::1', 'imap A 192.0.2.1', 'smtp A 192.0.2.9'],
    ...['autoconfig CNAME mail', 'mta-sts A 192.0.2.1', 'mta-sts A 192.0.2.9'],
  ])
  const value = { resolvers: [`127.0.0.1:${server.port}`], allowPrivate: true }
  await db().setting.upsert({ where: { key: 'dns' }, create: { key: 'dns', value }, update: { value } })
  owner = await asOwner()
})
afterAll(() => server?.stop())

it('proposes what the DNS leads to the host, and nothing that leads elsewhere as well', async () => {
  const host = await givenHost({ address: `mail.${zone}` })
  await givenDomain({ name: zone, hostId: host.id })
  expect(await proposeNames(owner, host.name)).toEqual({ names: [`mail.${zone}`, `imap.${zone}`, `autoconfig.${zone}`], unanswered: [] })
  // Of a zone that this server does not know.
  const { name } = await givenDomain({ hostId: host.id })
  const { unanswered } = await proposeNames(owner, host.id)
  expect(unanswered).toHaveLength(6)
  expect(unanswered).toContain(`autodiscover.${name}`)
  await expect(proposeNames(await givenAdministrator('domain_admin', []), host.id)).rejects.toMatchObject({ code: 'forbidden' })
})
