import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labelOf } from '#agent/render/table-names'
import { systemActor } from '#lib/auth/actor'
import { listGenerations } from '#lib/changes/generations'
import { asOwner, givenDomain, unique } from '#lib/db/testing'
import { disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import { createToken } from '#lib/people/token-commands'
import { buildPanel } from '../../scripts/build.mjs'
import { freePort } from '../../scripts/ports.mjs'
import { machine } from '../lab/machine-under-test'
import { filesOf } from './support/host-files'
import { buildWorker, endAll, type Panel, startPanel, startWorker } from './support/processes'
import { untilAllApplied, wholeAliases } from './support/saved-aliases'

const writers = 12
let host: HostView
let token: string
let port: number

beforeAll(async () => {
  await Promise.all([buildPanel(), buildWorker()])
  ;({ host } = await givenEnrolledHost(machine))
  const made = await createToken(await asOwner(), { name: 'faults', access: 'everything' })
  if (!made.ok) throw new Error(JSON.stringify(made.refusals))
  token = made.value.token
  port = await freePort(3960)
})
afterAll(async () => {
  await endAll()
  await disconnectAll()
})

/** The status, or null when the panel was gone before it answered. */
async function saveAlias(panel: Panel, address: string): Promise<number | null> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ address, destinations: ['bob@other.test'] })
  try {
    return (await fetch(`${panel.url}/api/v1/aliases`, { method: 'POST', headers, body })).status
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

const aliasesOnHost = async (name: string) => {
  const map = await (await filesOf(machine)).map(`/etc/${labelOf('aliases', name)}`)
  return map.map((line) => line.split(/\s/)[0] ?? '').filter((key) => key.endsWith(`@${name}`))
}

describe('a panel that is killed while many write', () => {
  it('has saved each request whole or not at all, and each that it said was saved', async () => {
    const domain = await givenDomain({ name: `panel-${unique()}.mail3.test`, hostId: host.id })
    const said: string[] = []
    const kills = 3
    for (let kill = 0; kill < kills; kill++) {
      const panel = await startPanel(port)
      let dead = false
      const write = async (_: unknown, writer: number) => {
        for (let count = 0; !dead; count++) {
          const address = `k${kill}w${writer}n${count}@${domain.name}`
          const status = await saveAlias(panel, address)
          if (status === 201) said.push(address)
          else if (status === null) dead = true
          else throw new Error(`${address}: ${status}`)
        }
      }
      const writing = Promise.all(Array.from({ length: writers }, write))
      const before = said.length
      await expect.poll(() => said.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(before + 8 + 11 * kill)
      await panel.end('SIGKILL')
      await writing
      expect(await wholeAliases(domain)).toEqual(expect.arrayContaining(said))
    }
    console.info(`the panel was killed ${kills} times: ${said.length} saves acknowledged, ${(await wholeAliases(domain)).length} there`)
  })
})

describe('a thousand changes at once', () => {
  it('by the API of two panels are all applied; those that pile up while no worker runs come in one go', async () => {
    const domains = await Promise.all(
      Array.from({ length: 10 }, () => givenDomain({ name: `many-${unique()}.mail3.test`, hostId: host.id })),
    )
    const panels = await Promise.all([startPanel(port), startPanel(await freePort(port + 1))])
    const workers = await Promise.all([startWorker(), startWorker()])
    const wanted = Array.from({ length: 1000 }, (_, index) => `a${index}@${domains[index % domains.length]?.name}`)
    const start = await newestGeneration()
    const began = performance.now()
    await saveAll(panels, wanted.slice(0, 500))
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
    const live = await newestGeneration()
    await saveAll(panels, wanted.slice(500))
    const savedMs = performance.now() - began
    await startWorker()
    await untilAllApplied()
    const end = await newestGeneration()
    const [saved, onHost] = [
      await Promise.all(domains.map(wholeAliases)),
      await Promise.all(domains.map(({ name }) => aliasesOnHost(name))),
    ]
    expect(saved.flat().toSorted()).toEqual(wanted.toSorted())
    expect(onHost.flat().toSorted()).toEqual(wanted.toSorted())
    expect(live - start).toBeLessThanOrEqual(500)
    // One that was under way when the workers died, one for all that piled up, one for what the killed one may have left.
    expect(end - live).toBeLessThanOrEqual(3)
    console.info(`1000 changes saved in ${Math.round(savedMs)} ms; applied: 500 in ${live - start} generations, 500 in ${end - live}`)
  }, 300_000)
})

const newestGeneration = async () => (await listGenerations(systemActor('test'), host.id, null, 1))[0]?.generation ?? 0

async function saveAll(panels: readonly Panel[], addresses: readonly string[]): Promise<void> {
  const waiting = [...addresses]
  const write = async (_: unknown, writer: number) => {
    const panel = panels[writer % panels.length]
    for (let address = waiting.pop(); address && panel; address = waiting.pop()) expect(await saveAlias(panel, address)).toBe(201)
  }
  await Promise.all(Array.from({ length: writers }, write))
}
