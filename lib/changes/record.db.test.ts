import { beforeEach, describe, expect, it } from 'vitest'
import type { ChangedFields } from '#lib/audit/changed-fields'
import { verifyChain } from '#lib/audit/verify'
import { systemActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, asSuperuser, emptyDatabase, givenAdministrator, givenDomain, givenHost, unique } from '#lib/db/testing'
import { RefusedError, refuse } from '#lib/outcome'
import { recordChange } from './record'

const entry = (subjectName: string, after: ChangedFields = { note: 'new' }) => ({
  action: 'domain.update',
  subjectKind: 'domain',
  subjectId: null,
  subjectName,
  before: { note: '' },
  after,
})

const jobsOf = (hostId: string) => db().$queryRaw<{ n: number }[]>`
  select count(*)::int as n from graphile_worker.jobs where key = ${`apply:${hostId}`}`

beforeEach(emptyDatabase)

describe('a saved change', () => {
  it('leaves its entry, the desired revision of the domain and one job for the host, together', async () => {
    const domain = await givenDomain()
    const { revision } = await recordChange(await asOwner(), 'domain.write', async (tx) => {
      await tx.domain.update({ where: { id: domain.id }, data: { note: 'new' } })
      return { value: null, entries: [entry(domain.name)], domains: [domain.name] }
    })
    expect(revision).toBe('1')
    const apply = await db().domainApply.findMany({ where: { domainName: domain.name } })
    expect(apply).toMatchObject([{ hostId: domain.hostId, desiredRevision: 1n, appliedRevision: 0n }])
    expect((await jobsOf(domain.hostId))[0]?.n).toBe(1)
  })

  it('that is refused half-way leaves nothing', async () => {
    const domain = await givenDomain()
    const attempt = recordChange(await asOwner(), 'domain.write', async (tx) => {
      await tx.domain.update({ where: { id: domain.id }, data: { note: 'half' } })
      return refuse('duplicate', 'name')
    })
    await expect(attempt).rejects.toBeInstanceOf(RefusedError)
    expect(await db().domain.findUniqueOrThrow({ where: { id: domain.id } })).toMatchObject({ note: '' })
    expect(await db().change.count()).toBe(0)
  })

  it('by somebody without the permission does not even run', async () => {
    let ran = false
    const attempt = recordChange(await givenAdministrator('auditor'), 'domain.write', async () => {
      ran = true
      return { value: null, entries: [], domains: [] }
    })
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
    expect(ran).toBe(false)
  })

  it('that changes nothing writes no entry and wants no apply', async () => {
    const domain = await givenDomain()
    const { revision } = await recordChange(await asOwner(), 'domain.write', async () => ({
      value: null,
      entries: [],
      domains: [domain.name],
    }))
    expect(revision).toBeNull()
    expect(await db().domainApply.count()).toBe(0)
  })

  it('of an alias domain counts for the domain that it mirrors', async () => {
    const target = await givenDomain()
    const mirror = await givenDomain({ kind: 'alias', targetId: target.id, hostId: target.hostId })
    await recordChange(systemActor('test'), 'domain.write', async () => ({
      value: null,
      entries: [entry(mirror.name)],
      domains: [mirror.name],
    }))
    expect((await db().domainApply.findMany()).map((row) => row.domainName)).toEqual([target.name])
  })

  it('that moves a domain counts on the host that it leaves and on the one that it comes to', async () => {
    const domain = await givenDomain()
    const there = await givenHost()
    const touch = () => ({ value: null, entries: [entry(domain.name)], domains: [domain.name] })
    await recordChange(systemActor('test'), 'domain.write', async () => touch())
    await recordChange(systemActor('test'), 'domain.write', async (tx) => {
      await tx.domain.update({ where: { id: domain.id }, data: { hostId: there.id } })
      return touch()
    })
    const rows = await db().domainApply.findMany({ orderBy: { hostId: 'asc' } })
    expect(rows.map((row) => [row.hostId, row.desiredRevision])).toEqual([domain.hostId, there.id].sort().map((id) => [id, 2n]))
    expect((await jobsOf(there.id))[0]?.n).toBe(1)
  })
})

describe('the chain', () => {
  it('has neither gap nor fork after fifty writers at once', { timeout: 60_000 }, async () => {
    const domains = await Promise.all(Array.from({ length: 5 }, () => givenDomain()))
    const owner = await asOwner()
    const saved = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        recordChange(owner, 'domain.write', async () => {
          const names = domains.slice(i % 5).map((domain) => domain.name)
          return { value: i, entries: names.map((name) => entry(name)), domains: i % 2 ? names : names.reverse() }
        }),
      ),
    )
    expect(new Set(saved.map((one) => one.revision)).size).toBe(50)
    expect(await verifyChain(owner)).toMatchObject({ entries: 150, broken: null })
  })

  it('of ten thousand entries saved in one go holds', async () => {
    const owner = await asOwner()
    await recordChange(owner, 'mailbox.write', async () => ({
      value: null,
      entries: Array.from({ length: 10_000 }, (_, i) =>
        entry(`u${i}`, { quotaBytes: 10n ** 12n, tags: ['ü', '"'], expiresAt: new Date(0), generation: 0.1 }),
      ),
      domains: [],
    }))
    expect(await verifyChain(owner)).toMatchObject({ entries: 10_000, broken: null })
  })

  it.each([
    ['an edited entry', `update "Change" set after = '{"note":"forged"}' where id = 2`, '2', 'edited'],
    ['an edited actor', `update "Change" set "actorName" = 'somebody else' where id = 3`, '3', 'edited'],
    ['a removed entry', `delete from "Change" where id = 2`, '3', 'gap'],
    ['an entry with a hash of its own', `update "Change" set "prevHash" = repeat('a', 64) where id = 2`, '2', 'unlinked'],
  ])('shows %s', async (_, statement, revision, kind) => {
    const owner = await asOwner()
    for (const name of ['a', 'b', 'c'])
      await recordChange(owner, 'domain.write', async () => ({ value: null, entries: [entry(name)], domains: [] }))
    await asSuperuser(statement)
    expect((await verifyChain(owner)).broken).toEqual({ revision, kind })
  })

  it('that was cut shows against a hash that was kept elsewhere', async () => {
    const owner = await asOwner()
    for (const name of ['a', 'b'])
      await recordChange(owner, 'domain.write', async () => ({ value: null, entries: [entry(name)], domains: [] }))
    const { lastHash } = await verifyChain(owner)
    await asSuperuser('delete from "Change" where id = 2')
    expect((await verifyChain(owner)).broken).toBeNull()
    expect((await verifyChain(owner, { revision: '2', hash: lastHash })).broken).toEqual({ revision: '2', kind: 'unknown_end' })
  })

  it('cannot be edited through the database by the panel', async () => {
    const owner = await asOwner()
    await recordChange(owner, 'domain.write', async () => ({ value: null, entries: [entry(unique())], domains: [] }))
    await expect(db().$executeRaw`update "Change" set via = 'cli'`).rejects.toThrow()
    await expect(db().$executeRaw`delete from "Change"`).rejects.toThrow()
    await expect(db().$executeRaw`truncate "Change"`).rejects.toThrow()
  })
})

describe('writers who meet in a deadlock', () => {
  it('both succeed in the end', async () => {
    const [first, second] = await Promise.all([givenDomain(), givenDomain()])
    const owner = await asOwner()
    const both = (ids: string[]) =>
      recordChange(owner, 'domain.write', async (tx) => {
        for (const id of ids) {
          await tx.domain.update({ where: { id }, data: { aliasCount: { increment: 1 } } })
          await tx.$executeRaw`select pg_sleep(0.05)`
        }
        return { value: null, entries: [entry('both')], domains: [] }
      })
    await Promise.all([both([first.id, second.id]), both([second.id, first.id])])
    expect(await db().domain.findMany({ select: { aliasCount: true } })).toEqual([{ aliasCount: 2 }, { aliasCount: 2 }])
  })
})
