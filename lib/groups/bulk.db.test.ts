import { beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenAdministrator, givenDomain } from '#lib/db/testing'
import type { Outcome } from '#lib/outcome'
import { bulkChangeGroups } from './bulk'
import { createGroup } from './commands'
import { listGroups } from './queries'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  owner = await asOwner()
  const { hostId } = await givenDomain({ name: 'example.test' })
  await givenDomain({ name: 'other.test', hostId })
  for (const address of ['a@example.test', 'b@example.test', 'c@other.test']) {
    saved(
      await createGroup(owner, { address, name: 'Choir', members: 'y@foreign.example, x@foreign.example', senders: 'z@foreign.example' }),
    )
  }
})

const saved = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.code).join(' '))
  return outcome.value
}
const idOf = async (address: string) => (await db().group.findUniqueOrThrow({ where: { address } })).id
const enabledGroups = async () => (await listGroups(owner, { enabled: true })).rows.map((row) => row.address)

describe('many groups at once', () => {
  it('named or all that match are changed together, each with its entry, and only their domains are to be applied', async () => {
    await db().domainApply.updateMany({ data: { desiredRevision: 0n } })
    const selection = { ids: [await idOf('a@example.test'), await idOf('b@example.test')] }
    expect(saved(await bulkChangeGroups(owner, { action: 'disable', selection }))).toEqual({ matched: 2, changed: 2 })
    expect(await enabledGroups()).toEqual(['c@other.test'])
    const pending = await db().domainApply.findMany({ where: { desiredRevision: { gt: 0n } } })
    expect(pending.map((row) => row.domainName)).toEqual(['example.test'])
    const filter = { search: 'choir', domain: 'OTHER.test' }
    expect(saved(await bulkChangeGroups(owner, { action: 'disable', selection: { filter } }))).toEqual({ matched: 1, changed: 1 })
    expect(saved(await bulkChangeGroups(owner, { action: 'enable', selection: { filter: {} } }))).toEqual({ matched: 3, changed: 3 })
    expect(saved(await bulkChangeGroups(owner, { action: 'enable', selection: { filter: {} } }))).toEqual({ matched: 3, changed: 0 })
    expect(await db().change.count({ where: { action: 'group.update' } })).toBe(6)
  })

  it('are deleted with their addresses free, the counters exact, and who was in them kept by the audit', async () => {
    const selection = { filter: { member: 'x@foreign.example', domain: 'example.test' } }
    expect(saved(await bulkChangeGroups(owner, { action: 'delete', selection }))).toEqual({ matched: 2, changed: 2 })
    expect((await listGroups(owner)).rows.map((row) => row.address)).toEqual(['c@other.test'])
    expect(await db().addressClaim.findMany({ select: { address: true } })).toEqual([{ address: 'c@other.test' }])
    const counts = await db().domain.findMany({ orderBy: { name: 'asc' }, select: { name: true, groupCount: true } })
    expect(counts).toEqual([
      { name: 'example.test', groupCount: 0 },
      { name: 'other.test', groupCount: 1 },
    ])
    const entries = await db().change.findMany({ where: { action: 'group.delete' }, orderBy: { id: 'asc' } })
    expect(entries.map((entry) => entry.before)).toEqual(
      Array(2).fill({
        members: ['x@foreign.example', 'y@foreign.example'],
        senders: ['z@foreign.example'],
        whoMayPost: 'anyone',
        enabled: true,
      }),
    )
  })

  it('stay when more match than were seen, and for those who may only look', async () => {
    const grown = await bulkChangeGroups(owner, { action: 'delete', selection: { filter: {}, expected: 2 } })
    expect(grown).toMatchObject({ ok: false, refusals: [{ code: 'selection_changed', values: { matched: 3, expected: 2 } }] })
    const auditor = await givenAdministrator('auditor')
    await expect(bulkChangeGroups(auditor, { action: 'delete', selection: { filter: {} } })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await db().group.count()).toBe(3)
  })
})
