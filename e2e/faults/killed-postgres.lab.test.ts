import { afterAll, beforeAll, expect, it } from 'vitest'
import { labelOf } from '#agent/render/table-names'
import { createAlias } from '#lib/aliases/commands'
import { systemActor } from '#lib/auth/actor'
import { givenDomain, unique } from '#lib/db/testing'
import { AppError } from '#lib/errors'
import { givenEnrolledHost } from '#lib/hosts/testing'
import { machine } from '../lab/machine-under-test'
import { filesOf } from './support/host-files'
import { type OwnPostgres, startOwnPostgres } from './support/own-postgres'
import { buildWorker, endAll, type Supervised, superviseWorker } from './support/processes'
import { untilAllApplied, wholeAliases } from './support/saved-aliases'

const actor = systemActor('test')
const kills = 3
let postgres: OwnPostgres
let supervised: Supervised
let domain: { id: string; name: string }

beforeAll(async () => {
  postgres = await startOwnPostgres()
  await buildWorker()
  const { host } = await givenEnrolledHost(machine)
  domain = await givenDomain({ name: `pg-${unique()}.mail3.test`, hostId: host.id })
  supervised = await superviseWorker()
})
afterAll(async () => {
  await supervised?.stop()
  await endAll()
  await postgres?.remove()
})

/** Writers that go on until one save fails; answers what was said to be saved, and what the failures were. */
async function burst(round: number) {
  const saved: string[] = []
  const failures: unknown[] = []
  const writer = async (_: unknown, number: number) => {
    for (let count = 0; failures.length === 0; count++) {
      const address = `r${round}w${number}n${count}@${domain.name}`
      try {
        const outcome = await createAlias(actor, { address, destinations: ['bob@other.test'] })
        expect(outcome.ok).toBe(true)
        saved.push(address)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  return { writing: Promise.all(Array.from({ length: 6 }, writer)), saved, failures }
}

it('a Postgres that is killed in a burst of saves keeps all that was saved, and all of it is applied', async () => {
  const saved: string[] = []
  for (let round = 0; round < kills; round++) {
    const storm = await burst(round)
    await expect.poll(() => storm.saved.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(10 + 7 * round)
    postgres.kill()
    await storm.writing
    expect(storm.failures.map((error) => (error instanceof AppError ? error.code : String(error)))).toEqual(
      storm.failures.map(() => 'database_unavailable'),
    )
    saved.push(...storm.saved)
    await postgres.start()
    expect(await wholeAliases(domain)).toEqual(expect.arrayContaining(saved))
  }
  await untilAllApplied()
  const wanted = await wholeAliases(domain)
  const map = await (await filesOf(machine)).map(`/etc/${labelOf('aliases', domain.name)}`)
  const onHost = map.map((line) => line.split(/\s/)[0] ?? '').filter((key) => key.endsWith(`@${domain.name}`))
  expect(onHost.toSorted()).toEqual(wanted)
  console.info(
    `Postgres killed ${kills} times, ${saved.length} saves acknowledged, ${wanted.length} there, worker started ${supervised.starts()} times`,
  )
}, 120_000)
