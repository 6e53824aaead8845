// The lab as tests and scripts see it. See lab.d.mts for what each function promises.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../scripts/process.mjs'
import { execIn, leader, start, stop, wipe } from './machine.mjs'
import { inHub, makeHub, removeHub, setCable } from './network.mjs'
import { makePki, pkiPaths } from './pki.mjs'
import { LAST, MACHINE_NAMES, planLab, UPDATE_KEY } from './plan.mjs'

export async function up({ name, machines, fresh = false, onProgress = () => {} }) {
  const lab = planLab(name)
  refuseUnprivileged()
  const wanted = (machines ?? lab.defaultMachines).map((m) => lab.machine(m))
  await locked(lab, async () => {
    mkdirSync(lab.folder, { recursive: true })
    if (fresh) await downLocked(lab, { wipe: true })
    await makePki(lab)
    await makeHub(lab)
    const results = await Promise.allSettled(
      wanted.map(async (machine) => {
        await start(lab, machine)
        onProgress(machine.name)
      }),
    )
    const failed = results.find((r) => r.status === 'rejected')
    if (failed) throw failed.reason
  })
  return openLab(name)
}

// Two checkouts on one machine test side by side when each has a lab of its own.
export const labUnderTest = process.env.POSTERN_LAB ?? 'test'

/** A handle on a lab that may or may not run; touches nothing. */
export function openLab(name) {
  const lab = planLab(name)
  const find = (machine) => lab.machine(machine)
  const exec = (machine, argv, options) => execIn(find(machine), argv, options)
  return {
    name,
    paths: pkiPaths(lab),
    addresses: {
      here: lab.v4(LAST.here),
      hub: lab.v4(LAST.hub),
      stranger: lab.v4(LAST.stranger),
      resolver: find('dns').address,
      authority: lab.v4(LAST.authority),
    },
    updateKey: UPDATE_KEY,
    address: (machine) => find(machine).address,
    address6: (machine) => find(machine).address6,
    fqdn: (machine) => find(machine).fqdn,
    exec,
    hub: (argv, options) => inHub(lab, argv, options),
    readFile: async (machine, path) => succeed(await exec(machine, ['/usr/bin/cat', '--', path]), `read ${path} on ${machine}`).stdout,
    writeFile: async (machine, path, content) => {
      succeed(await exec(machine, ['/usr/bin/tee', '--', path], { stdin: content }), `write ${path} on ${machine}`)
    },
    cutNetwork: (machine) => setCable(lab, find(machine), 'down'),
    restoreNetwork: (machine) => setCable(lab, find(machine), 'up'),
    reset: (machine) =>
      locked(lab, async () => {
        await stop(lab, find(machine), { orderly: false })
        wipe(find(machine))
        await start(lab, find(machine))
      }),
    status: () => status(name),
  }
}

export async function down({ name, wipe: wiped = false }) {
  const lab = planLab(name)
  refuseUnprivileged()
  if (existsSync(lab.folder)) await locked(lab, () => downLocked(lab, { wipe: wiped }))
}

export async function status(name) {
  const lab = planLab(name)
  return Promise.all(
    MACHINE_NAMES.map(async (machine) => {
      const running = leader(lab.machine(machine))
      const state = running ? (await execIn(lab.machine(machine), ['/usr/bin/systemctl', 'is-system-running'])).stdout.trim() : 'off'
      return { machine, state, address: lab.machine(machine).address, leader: running?.pid ?? null }
    }),
  )
}

async function downLocked(lab, { wipe: wiped }) {
  const machines = MACHINE_NAMES.map((m) => lab.machine(m))
  await Promise.all(machines.map((machine) => stop(lab, machine, { orderly: !wiped })))
  await removeHub(lab)
  if (wiped) for (const machine of machines) wipe(machine)
}

function locked(lab, work) {
  return withLock(join(lab.folder, 'lock'), work, { deadlineMs: 900_000 })
}

function succeed(result, what) {
  if (result.code !== 0) throw new Error(`could not ${what}: ${String(result.stderr).trim()}`)
  return result
}

function refuseUnprivileged() {
  if (process.getuid() !== 0) throw new Error('the lab boots real machines and needs root for it')
}
