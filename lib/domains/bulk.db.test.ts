import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenDomain, givenHost } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { bulkChangeDomains } from './bulk'
import { exportDomains } from './export-csv'
import { listDomains } from './queries'

let owner: AdministratorActor
let host: Awaited<ReturnType<typeof givenHost>>
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  host = await givenHost({ name: 'mail1' })
  const target = await givenDomain({ name: 'example.test', hostId: host.id })
  await givenDomain({ name: 'mirror.test', hostId: host.id, kind: 'alias', targetId: target.id })
  await givenDomain({ name: 'relay.test', hostId: host.id, kind: 'relay' })
  await givenDomain({ name: 'off.test', hostId: host.id, enabled: false })
})

const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.code).join(' '))
  return outcome.value
}
const pending = async () => (await db().domainApply.findMany({ orderBy: { domainName: 'asc' } })).map((row) => row.domainName)

describe('many domains at once', () => {
  it('are disabled and enabled together, each with its entry; those that were so already stay untouched', async () => {
    expect(saved(await bulkChangeDomains(owner, { action: 'disable', selection: { filter: { search: 'test' } } }))).toEqual({
      matched: 4,
      changed: 3,
    })
    expect((await listDomains(owner, { enabled: true })).rows).toEqual([])
    expect(await pending()).toEqual(['example.test', 'relay.test'])
    const off = await db().domain.findUniqueOrThrow({ where: { name: 'off.test' } })
    expect(off.version).toBe(1)
    expect(saved(await bulkChangeDomains(owner, { action: 'enable', selection: { ids: [off.id] } }))).toEqual({ matched: 1, changed: 1 })
    const entries = await db().change.findMany({ orderBy: { id: 'asc' } })
    expect(entries.map((entry) => [entry.action, entry.subjectName, entry.after])).toEqual([
      ['domain.update', 'example.test', { enabled: false }],
      ['domain.update', 'mirror.test', { enabled: false }],
      ['domain.update', 'relay.test', { enabled: false }],
      ['domain.update', 'off.test', { enabled: true }],
    ])
  })

  it('make the domain that an alias domain mirrors be applied again', async () => {
    saved(await bulkChangeDomains(owner, { action: 'disable', selection: { filter: { kind: 'alias' } } }))
    expect(await pending()).toEqual(['example.test'])
    expect((await db().domain.findUniqueOrThrow({ where: { name: 'example.test' } })).enabled).toBe(true)
  })

  it('stay when more match than were seen', async () => {
    const grown = await bulkChangeDomains(owner, { action: 'disable', selection: { filter: { host: 'mail1' }, expected: 3 } })
    expect(grown).toMatchObject({ ok: false, refusals: [{ code: 'selection_changed' }] })
    expect(await db().domain.count({ where: { enabled: true } })).toBe(3)
  })
})

describe('the domains as a file', () => {
  it('are all that match, also beyond one page, and no cell of them is a formula', async () => {
    await db().domain.updateMany({ where: { name: 'off.test' }, data: { note: '=cmd' } })
    for (let n = 0; n < 201; n++) await givenDomain({ name: `n${n}.test`, hostId: host.id, kind: 'relay' })
    let out = ''
    for await (const part of exportDomains(owner)) out += part
    const lines = out.trimEnd().split('\r\n')
    expect(lines).toHaveLength(1 + 4 + 201)
    expect(lines[0]).toMatch(/^\ufeffname,unicodeName,kind,target,enabled,host,/)
    expect(lines).toContainEqual(expect.stringMatching(/^mirror\.test,mirror\.test,alias,example\.test,true,mail1,/))
    expect(lines).toContainEqual(expect.stringMatching(/^off\.test,.*,'=cmd$/))
    let relays = ''
    for await (const part of exportDomains(owner, { kind: 'relay' })) relays += part
    expect(relays.trimEnd().split('\r\n')).toHaveLength(1 + 202)
  })
})
