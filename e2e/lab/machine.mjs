// One machine: an overlay over its release's root, a network namespace, `systemd-nspawn --boot` with systemd as pid 1.
// What the machine wrote stays in its folder until it is wiped; another root, another address or other zones wipe it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readPidFile, stopProcess, writePidFile } from '../../scripts/process.mjs'
import { run, runOk } from '../../scripts/run.mjs'
import { configurationOf, configure } from './configure.mjs'
import { plugIn, unplug } from './network.mjs'
import { rootTree } from './roots.mjs'

const HIERARCHIES = ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', '/sys/fs/cgroup']

export function leader(machine) {
  return readPidFile(machine.leaderFile)
}

export async function start(lab, machine) {
  // One whose starter was killed may still be on its way.
  if (leader(machine) && isAsConfigured(lab, machine)) return waitReady(machine)
  await stop(lab, machine)
  await mountRoot(lab, machine)
  await plugIn(lab, machine)
  await boot(machine)
  await waitReady(machine)
}

/** Orderly power-off, then whatever is left of it: processes, mount, namespace, control groups. */
export async function stop(lab, machine, { orderly = true } = {}) {
  const nspawn = readPidFile(machine.pidFile)
  if (nspawn) await stopProcess(nspawn, orderly ? { signal: 'SIGTERM', graceMs: 20_000 } : { signal: 'SIGKILL' })
  const pid1 = leader(machine)
  // The end of pid 1 is the end of every process of its pid namespace (pid_namespaces(7)).
  if (pid1) await stopProcess(pid1, { signal: 'SIGKILL' })
  for (const file of [machine.pidFile, machine.leaderFile]) rmSync(file, { force: true })
  for (const point of mountsUnder(machine.root)) await unmount(point)
  await unplug(lab, machine)
  await removeControlGroups(machine)
}

export function wipe(machine) {
  if (mountsUnder(machine.root).length > 0) throw new Error(`${machine.root} is still mounted`)
  rmSync(machine.folder, { recursive: true, force: true })
}

async function mountRoot(lab, machine) {
  const base = await rootTree(machine)
  const made = madeOf(machine)
  const makeup = `${base}\n${machine.address}\n${digestOf(configurationOf(lab, machine))}`
  if (existsSync(made) && readFileSync(made, 'utf8') !== makeup) wipe(machine)
  const [upper, work] = ['upper', 'work'].map((name) => join(machine.folder, name))
  for (const folder of [upper, work, machine.root]) mkdirSync(folder, { recursive: true })
  await runOk(['/usr/bin/mount', '-t', 'overlay', machine.id, '-o', `lowerdir=${base},upperdir=${upper},workdir=${work}`, machine.root])
  if (existsSync(made)) return
  await configure(lab, machine)
  writeFileSync(made, makeup)
}

const madeOf = (machine) => join(machine.folder, 'made-of')

/** false: another version has started it, whose zones are others. */
const isAsConfigured = (lab, machine) => readFileSync(madeOf(machine), 'utf8').endsWith(digestOf(configurationOf(lab, machine)))

/** Nothing for what has none: machines of before stay what they are. */
const digestOf = (text) => (text === '' ? '' : `${createHash('sha256').update(text).digest('hex')}\n`)

async function boot(machine) {
  const log = openSync(join(machine.folder, 'console.log'), 'a')
  const underSystemd = existsSync('/run/systemd/system')
  const groups = underSystemd ? [] : makeControlGroups(machine)
  const nspawn = [
    '/usr/bin/systemd-nspawn',
    '--quiet',
    '--directory',
    machine.root,
    `--machine=${machine.id}`,
    `--hostname=${machine.fqdn}`,
    `--network-namespace-path=/run/netns/${machine.id}`,
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    ...(underSystemd ? [] : ['--register=no', '--keep-unit']),
    '--boot',
  ]
  // Two systemds must not share a control group: the process moves into its own before it becomes nspawn.
  const enter = 'while [ "$1" != -- ]; do echo $$ > "$1"; shift; done; shift; exec "$@"'
  const child = spawn('/bin/sh', ['-euc', enter, 'sh', ...groups.map((g) => join(g, 'cgroup.procs')), '--', ...nspawn], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/sbin:/usr/bin', LANG: 'C.UTF-8' },
  })
  child.unref()
  writePidFile(machine.pidFile, child.pid)
  await until(`${machine.id} starts its systemd`, 20_000, () => findLeader(machine, child.pid))
}

function findLeader(machine, nspawn) {
  if (!readPidFile(machine.pidFile)) throw new Error(`${machine.id} ended at once; see ${join(machine.folder, 'console.log')}`)
  const children = readFileSync(`/proc/${nspawn}/task/${nspawn}/children`, 'utf8').trim().split(/\s+/).filter(Boolean)
  const pid1 = children.find((pid) => programOf(pid) === 'systemd')
  if (pid1) writePidFile(machine.leaderFile, Number(pid1))
  return Boolean(pid1)
}

/** null: it has ended meanwhile. */
function programOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(error.code)) return null
    throw error
  }
}

/** "running" is too early for some daemons: ready means that the ports are open. */
async function waitReady(machine) {
  await until(`${machine.id} finishes its start`, 90_000, async () => {
    const { stdout } = await execIn(machine, ['/usr/bin/systemctl', 'is-system-running'], { deadlineMs: 10_000 })
    return ['running', 'degraded'].includes(stdout.trim())
  })
  await until(`${machine.id} listens on ${machine.ports.join(', ')}`, 60_000, () => {
    const open = listening(leader(machine)?.pid)
    return machine.ports.every((port) => open.filter((p) => p === port).length >= (machine.sockets ?? 1))
  })
}

export function execIn(machine, argv, options) {
  const pid1 = leader(machine)
  if (!pid1) throw new Error(`${machine.id} is not running`)
  return run(['/usr/bin/nsenter', '-t', String(pid1.pid), '-a', '--', ...argv], options)
}

/** Ports of the listening TCP sockets in the namespace of that process; state 0A is LISTEN (proc(5)). */
function listening(pid) {
  if (!pid) return []
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A')
      .map((fields) => Number.parseInt(fields[1].split(':')[1], 16)),
  )
}

function controlGroups(machine) {
  return HIERARCHIES.filter((h) => existsSync(join(h, 'cgroup.procs'))).map((h) => join(h, machine.id))
}

function makeControlGroups(machine) {
  const groups = controlGroups(machine)
  for (const group of groups) mkdirSync(group, { recursive: true })
  return groups
}

async function removeControlGroups(machine) {
  for (const group of controlGroups(machine)) await until(`${group} is empty`, 10_000, () => removeTree(group))
}

/** Control groups are removed from the leaves, by rmdir alone; false while a dying process still keeps one busy. */
function removeTree(group) {
  if (!existsSync(group)) return true
  for (const entry of readdirSync(group, { withFileTypes: true }))
    if (entry.isDirectory() && !removeTree(join(group, entry.name))) return false
  try {
    rmdirSync(group)
    return true
  } catch (error) {
    if (error.code === 'EBUSY') return false
    throw error
  }
}

function mountsUnder(folder) {
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1])
    .filter((point) => point === folder || point?.startsWith(`${folder}/`))
    .toReversed()
}

async function unmount(point) {
  await until(`${point} is unmounted`, 10_000, async () => (await run(['/usr/bin/umount', point])).code === 0)
}

async function until(what, deadlineMs, check) {
  const end = performance.now() + deadlineMs
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`waited ${deadlineMs / 1000} s in vain: ${what}`)
    await sleep(50)
  }
}
