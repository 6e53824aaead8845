import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { converse, lab, nextRevision, putAgent } from '#agent/testing/agent-on-host'
import { unique } from '#lib/db/testing'
import { machine } from '../lab/machine-under-test'
import { filesOf, type HostFiles } from './support/host-files'
import { Killed, LiveAgent } from './support/live-agent'
import { type Found, versionOf, versionsOnHost } from './support/versioned-domain'

const kills = 24
const names = [`kill-a-${unique()}.${machine}.test`, `kill-b-${unique()}.mail3.test`]
let files: HostFiles
let agent: LiveAgent

beforeAll(async () => {
  await putAgent(machine)
  await converse(machine, [], ['recover'])
  files = await filesOf(machine)
  agent = await LiveAgent.start(machine)
})
afterAll(async () => {
  await agent.end()
  agent = await LiveAgent.start(machine)
  await applyVersion(0)
  await agent.end()
})

/** Both domains in one request, so in one generation. */
const applyVersion = (version: number) =>
  agent.ask('apply', {
    domains: names.map((name) => ({ state: versionOf(name, version), revision: nextRevision(), ifDigest: null })),
    staged: false,
  })

const onHost = () => Promise.all(names.map((name) => versionsOnHost(files, name)))
const distinct = (found: readonly Found[]) => [...new Set(found.flatMap((one) => Object.values(one)))]

/** Applies, and kills at the given moment; true when the answer came before. */
async function applyAndKill(version: number, afterMs: number): Promise<boolean> {
  const applied = applyVersion(version).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Killed) return false
      throw error
    },
  )
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  await agent.kill()
  return applied
}

async function medianApplyMs(): Promise<number> {
  const times: number[] = []
  for (let version = 1; version <= 5; version++) {
    const began = performance.now()
    await applyVersion(version)
    times.push(performance.now() - began)
  }
  return times.toSorted((a, b) => a - b)[2] ?? 50
}

describe('an agent that is killed at any moment of an apply', () => {
  it('leaves each file whole, old or new, and the next one makes all of them one state, the new one where it was confirmed', async () => {
    const span = await medianApplyMs()
    let before = 5
    const ends = { old: 0, new: 0, mixed: 0, confirmed: 0 }
    for (let kill = 0; kill < kills; kill++) {
      const version = before + 1
      // From at once to well behind the answer: an apply takes longer on a machine that is busy.
      const confirmed = await applyAndKill(version, (2 * span * kill) / kills)
      const atOnce = distinct(await onHost())
      expect([before, version]).toEqual(expect.arrayContaining(atOnce))
      if (confirmed) expect(atOnce).toEqual([version])
      // Half of the time as at boot, half of the time by the next question of a panel.
      if (kill % 2 === 0) await converse(machine, [], ['recover'])
      agent = await LiveAgent.start(machine)
      const { domains } = await agent.ask('plan', { domains: names.map((name) => versionOf(name, version)) })
      expect(domains.map(({ drifted }) => drifted)).toEqual([false, false])
      const [after, ...others] = distinct(await onHost())
      expect({ after, others }).toEqual({ after: atOnce.length > 1 || atOnce[0] === version ? version : expect.any(Number), others: [] })
      ends[confirmed ? 'confirmed' : atOnce.length > 1 ? 'mixed' : after === version ? 'new' : 'old']++
      before = after ?? before
    }
    console.info('kills of the agent:', ends)
    expect(ends.old).toBeGreaterThan(0)
    expect(ends.new + ends.mixed + ends.confirmed).toBeGreaterThan(0)
    const { brokenFiles } = await agent.ask('status', {})
    expect(brokenFiles).toEqual([])
  })

  it('leaves nothing behind that is not a managed file', async () => {
    await applyAndKill(1000, 25)
    await converse(machine, [], ['recover'])
    agent = await LiveAgent.start(machine)
    const { stdout } = await lab.exec(machine, [
      '/usr/bin/find',
      '/etc/postfix/postern',
      '/etc/dovecot/postern',
      '/var/lib/postern',
      '-name',
      '*new*',
      '-o',
      '-name',
      '*.tmp',
    ])
    expect(stdout).toBe('')
  })

  it('does not hold up another one: the lock ends with the process', async () => {
    const other = await LiveAgent.start(machine)
    const applied = applyVersion(2000).catch((error: unknown) => error)
    const waiting = other.ask('status', {})
    await new Promise((resolve) => setTimeout(resolve, 10))
    await agent.kill()
    await applied
    expect((await waiting).services.length).toBe(2)
    await agent.end()
    agent = other
    expect(distinct(await onHost()).length).toBe(1)
  })
})
