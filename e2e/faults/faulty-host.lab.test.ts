import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { shardOf } from '#agent/render/table-names'
import { converse, lab, nextRevision, putAgent } from '#agent/testing/agent-on-host'
import { domain } from '#agent/testing/given-domain'
import { unique } from '#lib/db/testing'
import type { AgentErrorCode } from '#lib/protocol/wire'
import { machine } from '../lab/machine-under-test'
import { failProgram, fillDisk } from './support/faulty-host'
import { filesOf, type HostFiles } from './support/host-files'
import { LiveAgent, Refused } from './support/live-agent'
import { versionOf, versionsOnHost } from './support/versioned-domain'

const tables = '/etc/postfix/postern'
const made: string[] = []
let files: HostFiles
let agent: LiveAgent
/** Undone after each test, the last first, whatever the test came to. */
const mends: (() => Promise<void>)[] = []

beforeAll(async () => {
  await putAgent(machine)
  await converse(machine, [], ['recover'])
  files = await filesOf(machine)
})
beforeEach(async () => {
  agent = await LiveAgent.start(machine)
})
afterEach(async () => {
  for (const mend of mends.splice(0).reverse()) await mend()
  await agent.end()
})
afterAll(async () => {
  agent = await LiveAgent.start(machine)
  await agent.ask('apply', {
    domains: made.map((name) => ({ state: versionOf(name, 0), revision: nextRevision(), ifDigest: null })),
    staged: false,
  })
  await agent.end()
})

/** `besides`: a domain whose lines shall stand in the same files. */
function givenName(besides?: string): string {
  for (;;) {
    const name = `fault-${unique()}.${machine}.test`
    if (besides !== undefined && shardOf(name) !== shardOf(besides)) continue
    made.push(name)
    return name
  }
}

const apply = (name: string, version: number, ifDigest: string | null = null) =>
  agent.ask('apply', { domains: [{ state: versionOf(name, version), revision: nextRevision(), ifDigest }], staged: false })

async function givenApplied(version = 1, besides?: string): Promise<string> {
  const name = givenName(besides)
  await apply(name, version)
  // What follows the answer is done before the next question is read.
  await agent.ask('generations', { before: null, limit: 1 })
  return name
}

async function refusalOf(asked: Promise<unknown>): Promise<AgentErrorCode | 'not refused'> {
  try {
    await asked
  } catch (error) {
    if (error instanceof Refused) return error.wire.code
    throw error
  }
  return 'not refused'
}

const isWhole = async (name: string, version: number) =>
  expect(await versionsOnHost(files, name)).toEqual({ users: version, aliases: version, map: version })

async function isNoDrift(...names: string[]) {
  const { drifted, brokenFiles } = await agent.ask('status', {})
  expect({ drifted: drifted.filter((one) => names.includes(one.domain)), brokenFiles }).toEqual({ drifted: [], brokenFiles: [] })
}

describe('a full disk', () => {
  it.each([
    ['of the tables, when not even the text fits', tables, () => 4096],
    ['of the tables, when the text fits and the built map does not', tables, (text: number) => Math.ceil(text / 4096) * 4096 + 4096],
    ['of the passwd-files', '/etc/dovecot/postern', () => 4096],
    ['of the records', '/var/lib/postern', () => 4096],
  ])('%s is said, nothing changes, and it heals when there is space', async (_, folder, freeFor) => {
    const name = await givenApplied(1)
    const { makeSpace, mend } = await fillDisk(machine, folder, freeFor(files.text(`${tables}/aliases.${shardOf(name)}`)?.length ?? 0))
    mends.push(mend)
    expect(await refusalOf(apply(name, 2))).toBe('disk_full')
    await isWhole(name, 1)
    await makeSpace()
    await apply(name, 2)
    await isWhole(name, 2)
    await isNoDrift(name)
  })

  it('of the log stands in the way of nothing', async () => {
    const name = await givenApplied(1)
    const { mend } = await fillDisk(machine, '/var/log/postern', 0)
    mends.push(mend)
    await apply(name, 2)
    await isWhole(name, 2)
    expect(await refusalOf(apply(name, 2, 'f'.repeat(64)))).toBe('drift')
  })
})

describe('a map that does not build', () => {
  it.each([
    ['postmap fails', 'postmap: fatal: open database: Permission denied'],
    ['postmap finds the disk full', 'postmap: fatal: close database: No space left on device'],
  ])('because %s leaves the old one in force', async (_, words) => {
    const name = await givenApplied(1)
    const mend = await failProgram(machine, '/usr/sbin/postmap', null, words)
    const code = await refusalOf(apply(name, 2))
    await mend()
    expect(code).toBe(words.includes('No space') ? 'disk_full' : 'map_failed')
    await isWhole(name, 1)
    await apply(name, 2)
    await isWhole(name, 2)
  })

  it('because of a line written by hand leaves the old one in force until that line is put back', async () => {
    const poisoned = await givenApplied(1)
    const other = await givenApplied(1, poisoned)
    const table = `${tables}/aliases.${shardOf(poisoned)}`
    const text = await lab.readFile(machine, table)
    await lab.writeFile(machine, table, text.replace(`# domain: ${poisoned}\n`, `# domain: ${poisoned}\nno-value-follows\n`))
    expect(await refusalOf(apply(other, 2))).toBe('map_failed')
    const { drifted } = await agent.ask('status', {})
    expect(drifted.map((one) => one.domain)).toContain(poisoned)
    expect((await versionsOnHost(files, other)).map).toBe(1)
    await apply(poisoned, 1)
    await apply(other, 2)
    await isWhole(other, 2)
    await isWhole(poisoned, 1)
    await isNoDrift(poisoned, other)
  })
})

describe('a Postfix that does not take new tables', () => {
  it('gets its old ones back, and neither a known nor a new domain is left as drift', async () => {
    const known = await givenApplied(1)
    const fresh = givenName()
    const mend = await failProgram(machine, '/usr/sbin/postfix', 'reload', 'postfix: fatal: no')
    const codes = [await refusalOf(apply(fresh, 1)), await refusalOf(apply(known, 0))]
    await mend()
    expect(codes).toEqual(['reload_failed', 'reload_failed'])
    await isWhole(known, 1)
    await isWhole(fresh, 0)
    await isNoDrift(known, fresh)
    await apply(fresh, 1)
    await isWhole(fresh, 1)
  })
})

describe('a panel that stopped listening in the middle of an answer', () => {
  it('does not keep the lock from others', async () => {
    const names = Array.from(
      { length: 1500 },
      (_, index) => `${`silent-${index}`.padEnd(60, 'x')}.${'y'.repeat(60)}.${'z'.repeat(60)}.${machine}.test`,
    )
    const silent = await LiveAgent.start(machine)
    mends.push(async () => {
      await silent.kill()
      await lab.exec(machine, ['/usr/bin/find', '/var/lib/postern/domains', '-name', 'silent-*', '-delete'])
    })
    silent.stopReading()
    const domains = names.map((name) => ({
      state: { kind: 'absent' as const, domain: domain(name) },
      revision: nextRevision(),
      ifDigest: null,
    }))
    const unanswered = silent.ask('apply', { domains, staged: false }).catch(() => 'killed')
    await expect.poll(async () => files.text(`/var/lib/postern/domains/${names.at(-1)}.json`), { timeout: 20_000 }).not.toBeNull()
    expect((await agent.ask('status', {})).services.length).toBe(2)
    await silent.kill()
    expect(await unanswered).toBe('killed')
  })
})
