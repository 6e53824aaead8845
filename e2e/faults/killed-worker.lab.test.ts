import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyHost } from '#lib/changes/apply'
import { db } from '#lib/db/client'
import { disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import type { Lab } from '../lab/lab.mjs'
import { machine } from '../lab/machine-under-test'
import { filesOf, type HostFiles } from './support/host-files'
import { buildWorker, endAll, startWorker, superviseWorker } from './support/processes'
import { untilAllApplied } from './support/saved-aliases'
import { givenVersioned, type SavedDomain, saveVersion } from './support/saved-versions'
import { versionsOnHost } from './support/versioned-domain'

const kills = 16
let lab: Lab
let host: HostView
let files: HostFiles
let domains: SavedDomain[]

beforeAll(async () => {
  await buildWorker()
  ;({ lab, host } = await givenEnrolledHost(machine))
  files = await filesOf(machine)
  domains = [await givenVersioned(host.id), await givenVersioned(host.id)]
  for (const one of domains) await saveVersion(one, 1)
  await applyHost(host.id)
})
afterAll(async () => {
  await endAll()
  await disconnectAll()
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const killAgents = () => lab.exec(machine, ['/usr/bin/pkill', '-KILL', '-f', '/usr/lib/postern/postern-agent.cjs'])
const whole = (version: number) => ({ users: version, aliases: version, map: version })

/** What the agent wrote down about each domain; null while it was never applied. */
function recordedRevisions(): (number | null)[] {
  return domains.map(({ name }) => {
    const text = files.text(`/var/lib/postern/domains/${name}.json`)
    return text === null ? null : Number(JSON.parse(text).revision)
  })
}

describe('a worker and an agent that are killed while changes are applied', () => {
  it('leave every file whole each time, and heal to the last save', async () => {
    const supervised = await superviseWorker()
    const killed = { workers: 0, agents: 0 }
    let version = 1
    for (let kill = 0; kill < kills; kill++) {
      version++
      for (const one of domains) await saveVersion(one, version)
      await pause((kill % 8) * 12)
      if (kill % 2 === 0) {
        await killAgents()
        killed.agents++
      } else {
        await supervised.worker.end('SIGKILL')
        killed.workers++
      }
      for (const { name } of domains) await versionsOnHost(files, name)
    }
    await untilAllApplied()
    for (const { name } of domains) expect(await versionsOnHost(files, name)).toEqual(whole(version))
    expect(await db().domainApply.count({ where: { OR: [{ errorCode: { not: null } }, { driftSince: { not: null } }] } })).toBe(0)
    console.info('killed:', killed, 'worker starts:', supervised.starts())
    await supervised.stop()
  })
})

describe('two workers and two panels that apply to one host at once', () => {
  it('do not disturb each other: revisions only grow, the last save is there, nothing is drift', async () => {
    await Promise.all([startWorker(), startWorker()])
    const seen: (number | null)[][] = []
    let done = false
    const watching = (async () => {
      while (!done) {
        seen.push(recordedRevisions())
        await pause(5)
      }
    })()
    const saves = 15
    for (let round = 0; round < saves; round++) {
      const version = 100 + round
      for (const one of domains) await saveVersion(one, version)
      // Panels send by the same code as the worker; here they do not even wait for their turn in the queue.
      await Promise.all([applyHost(host.id), applyHost(host.id), pause(20)])
    }
    await untilAllApplied()
    done = true
    await watching
    for (const { name } of domains) expect(await versionsOnHost(files, name)).toEqual(whole(100 + saves - 1))
    for (const index of domains.keys()) {
      const revisions = seen.flatMap((row) => row[index] ?? [])
      expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
    }
    const rows = await db().domainApply.findMany({ where: { domainName: { in: domains.map(({ name }) => name) } } })
    expect(rows.map(({ errorCode, driftSince }) => ({ errorCode, driftSince }))).toEqual(
      rows.map(() => ({ errorCode: null, driftSince: null })),
    )
  })
})
