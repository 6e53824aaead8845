import { beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { emptyDatabase, givenDomain } from '#lib/db/testing'
import { confirmApplied } from './ledger'
import { listAppliedChanges } from './list-changes'
import { recordChange } from './record'

const actor = systemActor('test')
beforeEach(emptyDatabase)

type Domain = { id: string; name: string; hostId: string }

async function saved({ id, name }: Domain, note: string): Promise<bigint> {
  const entry = { action: 'domain.update', subjectKind: 'domain', subjectId: id, subjectName: name, domainName: name, after: { note } }
  const { revision } = await recordChange(actor, 'domain.write', async () => ({ value: null, entries: [entry], domains: [name] }))
  return BigInt(revision ?? 0)
}

const applied = ({ name, hostId }: Domain, generation: number, revision: bigint, livesHere = true) =>
  confirmApplied(hostId, generation, [{ name, revision, digest: 'a'.repeat(64), livesHere }])

/** Oldest first. */
async function generations(): Promise<(number | null | undefined)[]> {
  const { rows } = await listAppliedChanges(actor, {}, {}, null)
  return rows.toReversed().map((row) => (row.applied.length === 0 ? undefined : (row.applied[0]?.generation ?? null)))
}

describe('the generation of a change', () => {
  it('is the first that carried it, also when later ones were applied; those applied together share it', async () => {
    const domain = await givenDomain()
    await applied(domain, 7, await saved(domain, 'one'))
    await saved(domain, 'two')
    await applied(domain, 8, await saved(domain, 'three'))
    await saved(domain, 'four')
    expect(await generations()).toEqual([7, 8, 8, null])
    const [newest, third] = (await listAppliedChanges(actor, {}, {}, null)).rows.map((row) => row.applied[0])
    expect(newest).toMatchObject({ state: 'pending', appliedAt: null })
    expect(third).toMatchObject({ state: 'applied', appliedAt: expect.stringMatching(/^20/) })
  })

  it('stays the first when the host was rolled back and got it again, and when a confirmation comes twice', async () => {
    const domain = await givenDomain()
    const revision = await saved(domain, 'one')
    await applied(domain, 7, revision)
    await db().domainApply.updateMany({ data: { appliedRevision: 0n } })
    await applied(domain, 9, revision)
    await applied(domain, 9, revision)
    expect(await generations()).toEqual([7])
  })

  it('is told as long as the host keeps it, and then no later one is taken for it', async () => {
    const domain = await givenDomain()
    await applied(domain, 1, await saved(domain, 'one'))
    await applied(domain, 50, await saved(domain, 'two'))
    expect(await generations()).toEqual([1, 50])
    await applied(domain, 51, await saved(domain, 'three'))
    expect(await generations()).toEqual([null, 50, 51])
  })

  it('outlives the domain', async () => {
    const domain = await givenDomain()
    await applied(domain, 3, await saved(domain, 'one'))
    await db().domain.delete({ where: { id: domain.id } })
    await applied(domain, 4, await saved(domain, 'gone'), false)
    expect(await db().domainApply.count()).toBe(0)
    expect(await generations()).toEqual([3, 4])
  })
})
