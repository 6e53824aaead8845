// Names a process by pid *and* start time, so that a pid that the kernel has given to somebody else is never
// signalled, and keeps such names in files that survive kill -9 of whoever wrote them. See proc(5), /proc/pid/stat.
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Start time in clock ticks since boot (field 22), or null when there is no such process or it is a zombie. */
export function startTime(pid) {
  const stat = readOrNull(`/proc/${pid}/stat`)
  if (stat === null) return null
  // The command name (field 2) may itself contain blanks and brackets: count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19]
}

export function isSame({ pid, started }) {
  return started !== null && startTime(pid) === started
}

export function writePidFile(file, pid) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ pid, started: startTime(pid) })}\n`)
}

/** The process that the file names if it still runs, otherwise null. */
export function readPidFile(file) {
  const text = readOrNull(file)
  if (text === null || text.trim() === '') return null
  const named = JSON.parse(text)
  return isSame(named) ? named : null
}

/** Sends the signal, waits, kills. Returns only when the process is gone. */
export async function stopProcess(named, { signal = 'SIGTERM', graceMs = 10_000 } = {}) {
  signalProcess(named, signal)
  if (await waitGone(named, graceMs)) return
  signalProcess(named, 'SIGKILL')
  if (!(await waitGone(named, 10_000))) throw new Error(`process ${named.pid} does not end, not even by SIGKILL`)
}

export function signalProcess(named, signal, { group = false } = {}) {
  if (!isSame(named)) return false
  try {
    process.kill(group ? -named.pid : named.pid, signal)
    return true
  } catch (error) {
    if (error.code === 'ESRCH') return false
    throw error
  }
}

async function waitGone(named, deadlineMs) {
  const end = performance.now() + deadlineMs
  while (isSame(named)) {
    if (performance.now() > end) return false
    await sleep(20)
  }
  return true
}

/** Runs the work while this process holds the lock file; a lock whose holder died is taken over. */
export async function withLock(file, work, { deadlineMs = 300_000 } = {}) {
  mkdirSync(dirname(file), { recursive: true })
  const me = `${JSON.stringify({ pid: process.pid, started: startTime(process.pid) })}\n`
  const end = performance.now() + deadlineMs
  while (!tryLock(file, me)) {
    if (performance.now() > end) throw new Error(`${file} is held by another process: ${readOrNull(file)?.trim()}`)
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** The file appears with its content in one step (link(2)), so a reader never meets a lock without a holder. */
function tryLock(file, me) {
  const aside = `${file}.${process.pid}.${randomUUID()}`
  writeFileSync(aside, me)
  try {
    linkSync(aside, file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
  const text = readOrNull(file)
  if (text !== null && !isSame(JSON.parse(text))) removeStale(file, text, aside)
  return false
}

/** Taken aside before it is removed: another process may have put its own lock there since we looked. */
function removeStale(file, text, aside) {
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== text) linkSync(aside, file)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function readOrNull(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return null
    throw error
  }
}
