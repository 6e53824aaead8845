import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AdministratorActor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { asOwner, emptyDatabase, givenAdministrator, givenDomain } from '#lib/db/testing'
import { cancelTask, startTask, takePasswords } from '#lib/tasks/commands'
import { endedTask, getTask, listTasks } from '#lib/tasks/queries'
import type { TaskView } from '#lib/tasks/schema'
import { buildWorker, endAll, type Process, startWorker } from '../e2e/faults/support/processes'

const hash = `{SHA512-CRYPT}$6$rounds=5000$salt$${'a'.repeat(86)}`
const never = new AbortController().signal
let owner: AdministratorActor

beforeAll(buildWorker)
beforeEach(async () => {
  await emptyDatabase()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  owner = await asOwner()
  await givenDomain({ name: 'example.test' })
})
afterAll(endAll)

const manyLines = (lines: number) =>
  `address,passwordHash\n${Array.from({ length: lines }, (_, n) => `u${n}@example.test,${hash}`).join('\n')}\n`
const importing = (csv: string) => startTask(owner, { noun: 'mailboxes', action: 'import', fileName: 'people.csv', input: csv })
const ended = (task: TaskView) => endedTask(owner, task.id, 60_000, never)
const secretsOf = (id: string) => db().task.findUniqueOrThrow({ where: { id }, select: { inputSealed: true, passwordsSealed: true } })

/** Kills the worker once the task has come that far, which another connection sees while nothing is saved yet. */
async function killAt(worker: Process, task: TaskView, phase: TaskView['phase']): Promise<void> {
  await expect.poll(async () => (await getTask(owner, task.id)).phase, { interval: 2, timeout: 20_000 }).toBe(phase)
  await worker.end('SIGKILL')
}

describe('a file that a worker imports', () => {
  it('is imported once and whole, whenever workers are killed in the middle', async () => {
    const lines = 6000
    const task = await importing(manyLines(lines))
    for (const phase of ['checking', 'saving', 'recording'] as const) {
      await killAt(await startWorker(), task, phase)
      expect(await db().mailbox.count()).toBe(0)
      expect((await getTask(owner, task.id)).state).toBe('running')
    }
    await Promise.all([startWorker(), startWorker()])
    expect(await ended(task)).toMatchObject({ state: 'saved', changed: lines, total: lines, mistakesTotal: 0 })
    expect(await db().mailbox.count()).toBe(lines)
    expect(await db().change.count({ where: { action: 'mailbox.create', via: 'csv', actorId: owner.id } })).toBe(lines)
    expect(await secretsOf(task.id)).toEqual({ inputSealed: null, passwordsSealed: null })
    await endAll()
  }, 120_000)

  it('says that it was not imported when every worker that takes it dies', async () => {
    const task = await importing(manyLines(10))
    await db().task.update({ where: { id: task.id }, data: { attempts: 5 } })
    const worker = await startWorker()
    expect(await ended(task)).toMatchObject({ state: 'failed', errorCode: 'internal', reference: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(await db().mailbox.count()).toBe(0)
    await worker.end()
  })

  it('has every bad line named, and leaves nothing', async () => {
    const worker = await startWorker()
    const task = await ended(await importing(`address,passwordHash\na b@example.test,${hash}\nx@foreign.example,${hash}\n`))
    expect(task).toMatchObject({ state: 'refused', mistakesTotal: 2, changed: null, revision: null })
    expect(task.mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'address', 'invalid_local_part'],
      [3, 'address', 'domain_unknown'],
    ])
    const broken = await ended(await importing('address\n"x@example.test'))
    expect(broken.mistakes).toMatchObject([{ line: 0, code: 'csv_broken' }])
    await worker.end()
  })

  it('keeps the passwords that it made sealed, for the one who asked, once', async () => {
    const worker = await startWorker()
    const task = await ended(await importing('address,password\na@example.test,\nb@example.test,a long enough secret\n'))
    expect(task.passwordsUntil).not.toBeNull()
    const other = await givenAdministrator('owner')
    expect(await takePasswords(other, task.id)).toMatchObject({ ok: false, refusals: [{ code: 'passwords_gone' }] })
    const { passwordsSealed } = await secretsOf(task.id)
    const taken = await takePasswords(owner, task.id)
    expect(taken).toMatchObject({ ok: true, value: [{ address: 'a@example.test', password: expect.stringMatching(/^.{20,}$/) }] })
    expect(passwordsSealed).not.toContain(taken.ok ? taken.value[0]?.password : '')
    expect(await takePasswords(owner, task.id)).toMatchObject({ ok: false })
    expect((await getTask(owner, task.id)).passwordsUntil).toBeNull()
    await worker.end()
  })

  it('is called off while it runs, and nothing of it is saved', async () => {
    const task = await importing(manyLines(8000))
    const worker = await startWorker()
    await expect.poll(async () => (await getTask(owner, task.id)).phase, { interval: 2, timeout: 20_000 }).toBe('saving')
    expect(await cancelTask(owner, task.id)).toMatchObject({ ok: true, value: { state: 'cancelled' } })
    const next = await ended(await importing(manyLines(1)))
    expect(next).toMatchObject({ state: 'saved', changed: 1 })
    expect(await db().mailbox.count()).toBe(1)
    expect(await cancelTask(owner, next.id)).toMatchObject({ ok: false, refusals: [{ code: 'task_ended' }] })
    await worker.end()
  })

  it('is done with the rights that its administrator has by then', async () => {
    const task = await importing(manyLines(1))
    await db().administrator.update({ where: { id: owner.id }, data: { role: 'auditor' } })
    const worker = await startWorker()
    expect(await ended(task)).toMatchObject({ state: 'failed', errorCode: 'forbidden' })
    await worker.end()
  })

  it('is asked for only by those who may write, and found by all who may look', async () => {
    const auditor = await givenAdministrator('auditor')
    await expect(startTask(auditor, { noun: 'aliases', action: 'import', input: '' })).rejects.toMatchObject({ code: 'forbidden' })
    const task = await importing(manyLines(1))
    expect((await listTasks(auditor)).rows).toMatchObject([{ id: task.id, fileName: 'people.csv', state: 'waiting' }])
    await expect(cancelTask(auditor, task.id)).rejects.toMatchObject({ code: 'forbidden' })
    const { inputSealed } = await secretsOf(task.id)
    expect(inputSealed).not.toContain('example')
  })
})
