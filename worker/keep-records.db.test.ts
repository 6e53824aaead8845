// A key that is made gets its record on a real name server (Knot) without a person, and one that is dropped loses it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, givenDomain } from '#lib/db/testing'
import { retireDkimKey } from '#lib/dkim/commands'
import { createDkimKey } from '#lib/dkim/make-keys'
import { wireResolver } from '#lib/dns/wire-resolver'
import { askNobody } from '#lib/dns-status/testing'
import { keyName, type NameServer, secret, startKnot, zone } from '#lib/publication/testing-servers'
import { createZone } from '#lib/publication/zones'
import { keepRecordsJob } from './keep-records'

let server: NameServer
let owner: Actor
beforeAll(async () => {
  await askNobody()
  server = await startKnot(['@ 60 TXT "some-verification=1"'])
  owner = await asOwner()
})
afterAll(() => server?.stop())

const seen = async (name: string) => {
  const answer = await wireResolver({ servers: [{ address: '127.0.0.1', port: server.port }], authoritative: true }).lookup(name, 'TXT')
  return answer.state === 'found' ? answer.records : []
}

it('the record of a key comes, is the key’s own, and goes with it', async () => {
  const domain = await givenDomain({ name: zone })
  const made = await createDkimKey(owner, domain.id, { algorithm: 'ed25519' })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  const { record, selector } = made.value
  const server127 = `127.0.0.1:${server.port}`
  const input = { name: zone, kind: 'rfc2136' as const, server: server127, keyName, secret, allowPrivate: true, automatic: false }
  await createZone(owner, input)
  await keepRecordsJob()
  expect(await seen(record.name)).toEqual([])
  await db().dnsZone.update({ where: { name: zone }, data: { automatic: true } })
  await keepRecordsJob()
  expect(await seen(record.name)).toEqual([record.value])
  await keepRecordsJob()
  expect(await db().publishedRecord.count()).toBe(1)
  // One that never signed is dropped, and its record with it.
  await retireDkimKey(owner, domain.id, selector)
  await keepRecordsJob()
  expect(await seen(record.name)).toEqual([])
  expect(await db().publishedRecord.count()).toBe(0)
  expect(await seen(zone)).toEqual(['some-verification=1'])
})
