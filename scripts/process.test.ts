import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isSame, readPidFile, startTime, stopProcess, withLock, writePidFile } from './process.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-process-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a process is found by its pid file while it runs, and not afterwards', async () => {
  const child = spawn('/bin/sleep', ['60'])
  const file = join(folder, 'sleep.pid')
  writePidFile(file, child.pid)
  const named = readPidFile(file)
  expect(named?.pid).toBe(child.pid)
  await stopProcess(named)
  expect(readPidFile(file)).toBeNull()
})

test('a pid that was given to another process is not taken for the old one', () => {
  expect(isSame({ pid: process.pid, started: startTime(process.pid) })).toBe(true)
  expect(isSame({ pid: process.pid, started: '1' })).toBe(false)
})

test('two that want the same lock get it one after the other', async () => {
  const file = join(folder, 'lock')
  const seen: string[] = []
  const hold = (name: string) =>
    withLock(file, async () => {
      seen.push(`${name} in`)
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(`${name} out`)
    })
  await Promise.all([hold('a'), hold('b')])
  expect([seen.slice(0, 2), seen.slice(2)].map((pair) => pair.map((entry) => entry.split(' ')[0]))).toSatisfy((pairs: string[][]) =>
    pairs.every(([first, second]) => first === second),
  )
})

test('a lock whose holder died is taken over', async () => {
  const file = join(folder, 'lock')
  writeFileSync(file, JSON.stringify({ pid: process.pid, started: 'another boot' }))
  expect(await withLock(file, async () => 'mine')).toBe('mine')
})
