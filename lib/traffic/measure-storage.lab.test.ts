import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, givenDomain, givenMailbox, unique } from '#lib/db/testing'
import { disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import type { Lab } from '../../e2e/lab/lab.mjs'
import { machine } from '../../e2e/lab/machine-under-test'
import { measureStorage } from './measure-storage'
import { getTraffic } from './queries'

let lab: Lab
let host: HostView
beforeAll(async () => {
  ;({ lab, host } = await givenEnrolledHost(machine))
})
afterAll(disconnectAll)

it('what lies in the mailboxes of a real host is measured once an hour, by domain; a host that is away leaves no sample', async () => {
  const domain = await givenDomain({ name: `stored-${unique()}.${machine}.test`, hostId: host.id })
  const [ann] = [await givenMailbox(domain, 'ann'), await givenMailbox(domain, 'empty')]
  const folder = `/var/vmail/${domain.name}/${ann.localPart}/Maildir/cur`
  await lab.exec(machine, ['/usr/bin/mkdir', '-p', folder])
  await lab.writeFile(machine, `${folder}/1700000000.M1P1.host,S=1200,W=1220:2,S`, 'x'.repeat(1200))
  const now = new Date()
  const hour = 3_600_000
  expect(await measureStorage(host.id, new Date(now.getTime() - hour))).toBe(true)
  await lab.writeFile(machine, `${folder}/1700000001.M1P1.host,S=800,W=820:2,S`, 'x'.repeat(800))
  expect(await measureStorage(host.id, now)).toBe(true)
  expect(await measureStorage(host.id, now)).toBe(false)
  const rows = await db().storageSample.findMany({ where: { hostId: host.id, domain: domain.name }, orderBy: { at: 'asc' } })
  expect(rows.map(({ bytes, messages, mailboxes }) => [Number(bytes), Number(messages), mailboxes])).toEqual([
    [1200, 1, 2],
    [2000, 2, 2],
  ])
  const { storage } = await getTraffic(await asOwner(), { host: host.name }, now)
  expect(storage.now).toBe(2000)
  expect(storage.bytes.filter((bytes) => bytes !== null).at(0)).toBe(1200)

  await disconnectAll()
  await lab.cutNetwork(machine)
  try {
    expect(await measureStorage(host.id, new Date(now.getTime() + hour))).toBe(false)
  } finally {
    await lab.restoreNetwork(machine)
    await lab.exec(machine, ['/usr/bin/rm', '-rf', `/var/vmail/${domain.name}`])
  }
  expect(await db().storageSample.count({ where: { hostId: host.id, domain: '' } })).toBe(2)
}, 120_000)
