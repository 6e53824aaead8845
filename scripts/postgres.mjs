// Our own Postgres where nobody names one: the system's server program on a data folder of ours, on 127.0.0.1 with a password of
// its own, as the user `postgres` when we are root (it refuses root). It is a child process that we start and stop
// ourselves, not through pg_ctl, so a kill -9 of either side leaves nothing that the next start stumbles over.
import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, isFree } from './ports.mjs'
import { readPidFile, signalProcess, startTime, stopProcess, writePidFile } from './process.mjs'
import { run, runOk } from './run.mjs'
import { secret, writePrivate } from './state.mjs'

/** Logs are written without end: fewer checkpoints, each of which would write whole pages of every index again (docs/messages.md). */
const writingMuch = ['wal_buffers=64MB', 'wal_compression=on', 'min_wal_size=512MB', 'max_wal_size=2GB', 'checkpoint_timeout=15min']

const VERSIONS = '/usr/lib/postgresql'

/** The newest installed server's folder of programs, or null. */
export function postgresPrograms() {
  if (!existsSync(VERSIONS)) return null
  const newest = readdirSync(VERSIONS)
    .map(Number)
    .filter((v) => existsSync(join(VERSIONS, String(v), 'bin/postgres')))
    .sort((a, b) => b - a)[0]
  return newest === undefined ? null : join(VERSIONS, String(newest), 'bin')
}

/**
 * Idempotent. Answers { url(database), child }; `child` is null when the server ran already.
 * `durable: false` is for databases that nobody would miss after a power cut; a kill -9 loses nothing either way.
 */
export async function startPostgres(folder, { durable = true, maxConnections = 100 } = {}) {
  const programs = postgresPrograms()
  if (!programs) throw new Error('no Postgres server is installed (apt-get install postgresql), and DATABASE_URL is not set')
  const data = join(folder, 'postgres')
  const password = secret(join(folder, 'postgres-password'))
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(programs, folder, data, password)
  const url = (port) => (database) => `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  const portFile = join(folder, 'postgres-port')
  const running = () => readPidFile(pidFile(folder)) !== null
  if (running()) {
    const port = Number(readFileSync(portFile, 'utf8'))
    // One that was just killed may still be there for a moment: then we go on as if it had never been.
    if (await answers(programs, port, running)) return { url: url(port), child: null }
  }
  await clearRemains(data)
  const port = await choosePort(portFile)
  const args = [
    '-D',
    data,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `port=${port}`,
    '-c',
    'unix_socket_directories=',
    '-c',
    `max_connections=${maxConnections}`,
  ]
  if (durable) args.push(...writingMuch.flatMap((setting) => ['-c', setting]))
  else args.push('-c', 'fsync=off', '-c', 'full_page_writes=off')
  const log = openSync(join(folder, 'postgres.log'), 'a', 0o600)
  const child = spawn(join(programs, 'postgres'), args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { LANG: 'C.UTF-8', PATH: '/usr/bin:/bin' },
    ...serverUser(),
  })
  child.unref()
  writePidFile(pidFile(folder), child.pid)
  if (!(await answers(programs, port, running))) throw new Error(`Postgres ended at once; see ${join(folder, 'postgres.log')}`)
  return { url: url(port), child }
}

/** "Fast" shutdown: sessions are ended, nothing committed is lost. */
export async function stopPostgres(folder) {
  const named = readPidFile(pidFile(folder))
  if (named) await stopProcess(named, { signal: 'SIGINT', graceMs: 20_000 })
  await clearRemains(join(folder, 'postgres'))
  rmSync(pidFile(folder), { force: true })
}

function pidFile(folder) {
  return join(folder, 'postgres.pid')
}

async function initialise(programs, folder, data, password) {
  const part = `${data}.part`
  const passwordFile = join(folder, 'postgres-initial')
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true, mode: 0o700 })
  writePrivate(passwordFile, password)
  const { uid, gid } = serverUser()
  if (uid !== undefined) for (const path of [part, passwordFile]) chownSync(path, uid, gid)
  const initdb = [
    join(programs, 'initdb'),
    '-D',
    part,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
  ]
  try {
    await runOk(uid === undefined ? initdb : ['/usr/bin/setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...initdb], {
      cwd: '/',
    })
    await runOk(['/usr/bin/mv', part, data])
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** The port of the last time when it is still free: URLs that somebody noted down stay true. */
async function choosePort(portFile) {
  const last = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0
  const port = last > 0 && (await isFree(last)) ? last : await freePort(55440)
  writePrivate(portFile, `${port}\n`)
  return port
}

/** Waits until the server takes connections; false when it ended before. */
async function answers(programs, port, running) {
  const end = performance.now() + 60_000
  for (;;) {
    if (!running()) return false
    const { code } = await run([join(programs, 'pg_isready'), '-q', '-h', '127.0.0.1', '-p', String(port)])
    if (code === 0) return true
    if (performance.now() > end) throw new Error('Postgres did not answer within 60 s; see postgres.log beside its data')
    await sleep(50)
  }
}

/**
 * After a kill -9 of the server its sessions may live on and hold the shared memory, and postmaster.pid may name a process that is
 * somebody else's by now: both make the next server refuse. Processes that work in our data folder are ours.
 */
async function clearRemains(data) {
  const remains = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && worksIn(name) === data)
  for (const pid of remains.map(Number)) {
    const named = { pid, started: startTime(pid) }
    if (named.started !== null && signalProcess(named, 'SIGQUIT')) await stopProcess(named, { signal: 'SIGQUIT', graceMs: 5_000 })
  }
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

function worksIn(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code)) return null
    throw error
  }
}

function serverUser() {
  if (process.getuid() !== 0) return {}
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'))
  if (!entry) throw new Error('there is no user `postgres` to run the server as')
  const [, , uid, gid] = entry.split(':').map(Number)
  return { uid, gid }
}
