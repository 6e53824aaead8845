import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isSame, readPidFile } from './process.mjs'
import { createSupervisor, logFile, stopLeftovers } from './supervisor.mjs'

const SLEEPER = [process.execPath, '-e', 'console.log("started"); setInterval(() => {}, 1000)']
const options = { env: {}, cwd: '/' }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-supervisor-'))
})
afterEach(async () => {
  await stopLeftovers(folder, ['child'])
  rmSync(folder, { recursive: true })
})

const pidOf = (name: string) => readPidFile(join(folder, `${name}.pid`))?.pid

test('a child that is killed starts again, and the person is told', async () => {
  const told: string[] = []
  const supervisor = createSupervisor(folder, { onEvent: (text: string) => told.push(text) })
  supervisor.start('child', SLEEPER, options)
  const first = pidOf('child')
  process.kill(Number(first), 'SIGKILL')
  await expect.poll(() => pidOf('child'), { timeout: 10_000 }).not.toSatisfy((pid) => pid === undefined || pid === first)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('child ended (SIGKILL)')
  await supervisor.stop()
})

test('a child that was stopped stays stopped and leaves its output behind', async () => {
  const supervisor = createSupervisor(folder)
  supervisor.start('child', SLEEPER, options)
  const named = readPidFile(join(folder, 'child.pid'))
  await expect.poll(() => readFileSync(logFile(folder, 'child'), 'utf8'), { timeout: 10_000 }).toBe('started\n')
  await supervisor.stop()
  expect(isSame(named)).toBe(false)
  expect(pidOf('child')).toBeUndefined()
})

test('what a killed supervisor left running is found by its pid file', async () => {
  createSupervisor(folder).start('child', SLEEPER, options).removeAllListeners('exit')
  const named = readPidFile(join(folder, 'child.pid'))
  expect(isSame(named)).toBe(true)
  await stopLeftovers(folder, ['child'])
  expect(isSame(named)).toBe(false)
})
