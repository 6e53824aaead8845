import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { applyHost } from '#lib/changes/apply'
import { listGenerations, resume, rollBack } from '#lib/changes/generations'
import { db } from '#lib/db/client'
import { agentFor, disconnect, disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import type { Lab } from '../lab/lab.mjs'
import { machine } from '../lab/machine-under-test'
import { filesOf, type HostFiles } from './support/host-files'
import { givenVersioned, type SavedDomain, saveVersion } from './support/saved-versions'
import { versionsOnHost } from './support/versioned-domain'

const actor = systemActor('test')
let lab: Lab
let host: HostView
let files: HostFiles
let domain: SavedDomain
let version = 1

beforeAll(async () => {
  ;({ lab, host } = await givenEnrolledHost(machine))
  files = await filesOf(machine)
  domain = await givenVersioned(host.id)
  await saveNext()
  await applyHost(host.id)
})
afterEach(async () => {
  await signalAgents('CONT')
  await lab.restoreNetwork(machine)
})
afterAll(disconnectAll)

const saveNext = () => saveVersion(domain, ++version)
const signalAgents = (signal: 'STOP' | 'CONT') =>
  lab.exec(machine, ['/usr/bin/pkill', `-${signal}`, '-f', '^/usr/bin/node /usr/lib/postern/postern-agent.cjs'])
const whole = (number: number) => ({ users: number, aliases: number, map: number })
const onHost = () => versionsOnHost(files, domain.name)
const row = () => db().domainApply.findFirstOrThrow({ where: { domainName: domain.name } })
const newestGeneration = async () => (await listGenerations(actor, host.id, null, 1))[0]?.generation ?? -1

/**
 * A question that reaches the agent and whose answer does not come back: the agent is stopped while the question travels, the line is cut,
 * the agent goes on. `happened` says when the agent has done it.
 */
async function withLostAnswer<T>(ask: () => Promise<T>, happened: () => Promise<boolean>): Promise<PromiseSettledResult<T>> {
  await agentFor(await db().host.findUniqueOrThrow({ where: { id: host.id } })).call('status', {})
  await signalAgents('STOP')
  const asked = Promise.allSettled([ask()])
  await new Promise((resolve) => setTimeout(resolve, 500))
  await lab.cutNetwork(machine)
  await signalAgents('CONT')
  await expect.poll(happened, { timeout: 20_000 }).toBe(true)
  await disconnect(host.id)
  const [result] = await asked
  await lab.restoreNetwork(machine)
  return result
}

describe('a line that is cut in the middle of an apply', () => {
  it('for a moment only delays it: the answer comes late, and it was done once', async () => {
    const before = await newestGeneration()
    await saveNext()
    const applying = applyHost(host.id)
    await lab.cutNetwork(machine)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await lab.restoreNetwork(machine)
    expect(await applying).toBe('done')
    expect(await onHost()).toEqual(whole(version))
    expect(await newestGeneration()).toBe(before + 1)
  })

  it('when the host had done it already, is tried again and changes nothing twice', async () => {
    const before = await newestGeneration()
    await saveNext()
    const isDone = async () => (await onHost()).users === version
    expect(await withLostAnswer(() => applyHost(host.id), isDone)).toEqual({ status: 'fulfilled', value: 'failed' })
    const pending = await row()
    expect(pending.desiredRevision).toBeGreaterThan(pending.appliedRevision)
    await db().host.update({ where: { id: host.id }, data: { retryAt: null } })
    expect(await applyHost(host.id)).toBe('done')
    const { desiredRevision, appliedRevision, driftSince } = await row()
    expect({ applied: appliedRevision, driftSince }).toEqual({ applied: desiredRevision, driftSince: null })
    expect(await onHost()).toEqual(whole(version))
    expect(await newestGeneration()).toBe(before + 1)
  })

  it('for good is noticed by itself within a minute, and what was saved waits', async () => {
    await agentFor(await db().host.findUniqueOrThrow({ where: { id: host.id } })).call('status', {})
    await saveNext()
    await lab.cutNetwork(machine)
    expect(await applyHost(host.id)).toBe('failed')
    const { unreachableSince, retryAt } = await db().host.findUniqueOrThrow({ where: { id: host.id } })
    expect({ since: unreachableSince !== null, retry: retryAt !== null }).toEqual({ since: true, retry: true })
    await lab.restoreNetwork(machine)
    await db().host.update({ where: { id: host.id }, data: { retryAt: null } })
    expect(await applyHost(host.id)).toBe('done')
    expect(await onHost()).toEqual(whole(version))
  }, 90_000)
})

describe('a rollback whose answer is lost', () => {
  it('holds the host, and the resume brings back the last save although nobody knew what the host had', async () => {
    const before = await newestGeneration()
    const earlier = version
    await saveNext()
    await applyHost(host.id)
    const newest = await newestGeneration()
    const isDone = async () => (await onHost()).users === earlier
    const result = await withLostAnswer(() => rollBack(actor, host.id, before, newest), isDone)
    expect(result.status === 'rejected' && result.reason.code).toBe('host_unreachable')
    expect(await applyHost(host.id)).toBe('held')
    expect(await onHost()).toEqual(whole(earlier))
    await resume(actor, host.id)
    expect(await applyHost(host.id)).toBe('done')
    expect(await onHost()).toEqual(whole(version))
    const { desiredRevision, appliedRevision, driftSince } = await row()
    expect({ applied: appliedRevision, driftSince }).toEqual({ applied: desiredRevision, driftSince: null })
  })
})
