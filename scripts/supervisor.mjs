// Long-running children: each in a session of its own (so that Ctrl-C reaches only us and we stop them in order), output to a
// log file, a pid file that outlives us, restarted with a back-off when it ends by itself.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readPidFile, startTime, stopProcess, writePidFile } from './process.mjs'

const LOG_BYTES_MAX = 20 << 20
const DELAY_FIRST_MS = 500
const DELAY_LAST_MS = 30_000
const STEADY_MS = 60_000

/**
 * @param {string} folder
 * @param {{ onEvent?: (text: string) => void }} [options]
 */
export function createSupervisor(folder, { onEvent = () => undefined } = {}) {
  const children = new Map()
  let stopping = false

  const launch = (name, start) => {
    const began = performance.now()
    const child = start()
    writePidFile(pidFile(folder, name), child.pid)
    const entry = { child, start, delayMs: children.get(name)?.delayMs ?? DELAY_FIRST_MS }
    children.set(name, entry)
    child.once('exit', (code, signal) => {
      if (stopping || children.get(name) !== entry) return
      if (performance.now() - began > STEADY_MS) entry.delayMs = DELAY_FIRST_MS
      onEvent(`${name} ended (${signal ?? code}); it starts again in ${entry.delayMs / 1000} s, see ${logFile(folder, name)}`)
      setTimeout(() => {
        if (stopping || children.get(name) !== entry) return
        entry.delayMs = Math.min(entry.delayMs * 2, DELAY_LAST_MS)
        launch(name, start)
      }, entry.delayMs)
    })
    return child
  }

  return {
    start: (name, argv, options) => launch(name, () => spawnLogged(folder, name, argv, options)),
    /** Stops in the reverse order of the starts. */
    async stop() {
      stopping = true
      for (const [name, { child }] of [...children].reverse()) {
        await stopProcess({ pid: child.pid, started: startTime(child.pid) })
        rmSync(pidFile(folder, name), { force: true })
      }
    },
  }
}

/** What a supervisor that was killed left running. */
export async function stopLeftovers(folder, names) {
  for (const name of names) {
    const named = readPidFile(pidFile(folder, name))
    if (named) await stopProcess(named)
    rmSync(pidFile(folder, name), { force: true })
  }
}

export function logFile(folder, name) {
  return join(folder, 'logs', `${name}.log`)
}

function spawnLogged(folder, name, argv, { env, cwd }) {
  const file = logFile(folder, name)
  mkdirSync(join(folder, 'logs'), { recursive: true })
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`)
  const log = openSync(file, 'a', 0o600)
  const child = spawn(argv[0], argv.slice(1), { cwd, env, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  return child
}

function pidFile(folder, name) {
  return join(folder, `${name}.pid`)
}
