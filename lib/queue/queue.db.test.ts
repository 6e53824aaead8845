import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenAdministrator, givenDomain, givenHost } from '#lib/db/testing'
import { ensurePanelKey } from '#lib/host/panel-key'
import { createHoldRule, deleteHoldRule, listHoldRules } from './hold-rules'
import { listCauses, listQueues, listSamples } from './queries'
import { queueHosts, queueScopeOf, requireQueueHost } from './queue-hosts'
import { openQueuedMessage } from './queued-message'
import { forgetOldQueueSamples, watchQueue } from './watch-queue'

let owner: AdministratorActor
beforeEach(async () => {
  await emptyDatabase()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  owner = await asOwner()
})
const givenConfigured = async () => db().host.update({ where: { id: (await givenHost()).id }, data: { configApplied: 1n } })
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

describe('whose queue it is', () => {
  it('is told by domains: own ones with their alias domains, and all others', async () => {
    const domain = await givenDomain({ name: 'own.test' })
    await givenDomain({ name: 'mirror.test', kind: 'alias', targetId: domain.id, hostId: domain.hostId })
    const foreign = await givenDomain({ name: 'foreign.test' })
    const delegate = await givenAdministrator('domain_admin', [domain])
    expect(await queueScopeOf(owner)).toBeNull()
    const scope = await queueScopeOf(delegate)
    expect(scope?.own.toSorted()).toEqual(['mirror.test', 'own.test'])
    expect(scope?.others).toEqual(['foreign.test'])
    expect((await queueHosts(delegate)).map(({ id }) => id)).toEqual([domain.hostId])
    await expect(requireQueueHost(delegate, foreign.hostId)).rejects.toMatchObject({ code: 'not_found' })
    const [queue] = await listQueues(delegate)
    expect(queue).toMatchObject({ hostId: domain.hostId, counts: null, failure: null })
    expect(await listSamples(delegate, domain.hostId, '1d')).toEqual([])
  })

  it('nobody opens a text without the right to, and nobody who only looks', async () => {
    const auditor = await givenAdministrator('auditor', [])
    await expect(openQueuedMessage(auditor, 'any', 'ABCDEF')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a host that cannot be asked', () => {
  it('keeps the numbers from before, says since when, and never reads as empty', async () => {
    const host = await givenConfigured()
    const counts = [{ queue: 'deferred', messages: 7, ages: [7, 0, 0, 0, 0, 0], oldestAt: minutesAgo(1).toISOString() }]
    const before = { askedAt: minutesAgo(5), readAt: minutesAgo(5) }
    await db().hostQueue.create({ data: { hostId: host.id, ...before, counts } })
    await watchQueue(host.id)
    await watchQueue(host.id)
    const kept = await db().hostQueue.findUniqueOrThrow({ where: { hostId: host.id } })
    expect(kept.readAt).toEqual(before.readAt)
    expect(kept.failureCode).toMatch(/^host_/)
    expect(kept.failedSince?.getTime()).toBeLessThanOrEqual(kept.askedAt.getTime())
    const [shown] = await listQueues(owner)
    expect(shown).toMatchObject({ counts, failure: { code: expect.stringMatching(/^host_/), since: kept.failedSince?.toISOString() } })
    expect((await listCauses(owner, host.id)).at).toBeNull()
  })

  it('within a second has the numbers of a moment ago, which are not called those of now', async () => {
    vi.stubEnv('POSTERN_SSH_KEY_FILE', join(await mkdtemp(join(tmpdir(), 'postern-key-')), 'panel'))
    await ensurePanelKey()
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const host = await db().host.update({ where: { id: (await givenConfigured()).id }, data: { address: '127.0.0.1', port } })
    const counts = [{ queue: 'deferred', messages: 0, ages: [0, 0, 0, 0, 0, 0], oldestAt: null }]
    await db().hostQueue.create({ data: { hostId: host.id, askedAt: minutesAgo(1), readAt: minutesAgo(1), counts } })
    const [shown] = await listQueues(owner)
    expect(shown).toMatchObject({ counts, live: false, failure: null })
    silent.close()
    vi.unstubAllEnvs()
  })
})

it('samples are thinned after two days and gone after a month', async () => {
  const host = await givenHost()
  const sample = (at: Date) => ({ hostId: host.id, at, active: 1, deferred: 2, hold: 0 })
  const old = new Date(Date.now() - 3 * 86_400_000)
  const at = (minute: number) => new Date(new Date(old).setUTCMinutes(minute, 0, 0))
  await db().queueSample.createMany({ data: [sample(at(10)), sample(at(11)), sample(minutesAgo(3)), sample(minutesAgo(40 * 1440))] })
  await forgetOldQueueSamples()
  expect(await db().queueSample.count()).toBe(2)
  expect(await listSamples(owner, host.id, '7d')).toHaveLength(2)
})

describe('a hold rule', () => {
  it('is saved with its change and a job for every host, and refused twice', async () => {
    const host = await givenConfigured()
    const made = await createHoldRule(owner, { kind: 'sender', pattern: ' Far.Test ' })
    if (!made.ok) throw new Error(JSON.stringify(made))
    expect(made.value).toMatchObject({ kind: 'sender', pattern: 'far.test', createdBy: owner.name })
    expect((await createHoldRule(owner, { kind: 'sender', pattern: 'far.test' })).ok).toBe(false)
    const { hosts } = await listHoldRules(owner)
    expect(hosts).toEqual([{ host: host.name, state: 'pending', code: null }])
    const jobs = await db().$queryRaw<{ key: string }[]>`select key from graphile_worker.jobs where key like 'hold:%'`
    expect(jobs).toEqual([{ key: `hold:${host.id}` }])
    expect(await db().change.findFirst({ where: { action: 'hold-rule.create' } })).toMatchObject({ subjectName: 'far.test' })
    expect((await deleteHoldRule(owner, made.value.id)).ok).toBe(true)
    expect((await listHoldRules(owner)).rules).toEqual([])
    await expect(deleteHoldRule(owner, made.value.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['', 'a b', '-o@x.test', '300.1.2.3', 'x\ny.test', '/etc/x', 'cidr:/x', '198.51.100.0/24'])(
    '%j is no pattern',
    async (pattern) => {
      expect((await createHoldRule(owner, { kind: 'client', pattern })).ok).toBe(false)
    },
  )

  it('is for those who may act on whole hosts', async () => {
    const domain = await givenDomain()
    const delegate = await givenAdministrator('domain_admin', [domain])
    await expect(createHoldRule(delegate, { kind: 'sender', pattern: 'x.test' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listHoldRules(delegate)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
