import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#lib/auth/actor'
import { hashMailboxPassword } from '#lib/auth/mailbox-password'
import { isApplied } from '#lib/changes/apply-status'
import { recordChange } from '#lib/changes/record'
import { workerHealth } from '#lib/changes/worker-health'
import { db } from '#lib/db/client'
import { givenDomain, givenMailbox, unique } from '#lib/db/testing'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import type { Lab } from '../e2e/lab/lab.mjs'
import { machine } from '../e2e/lab/machine-under-test'

const workers = new Set<ChildProcess>()
let lab: Lab
let host: HostView

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['worker/build.mjs'])
  ;({ lab, host } = await givenEnrolledHost(machine))
})
afterAll(() => Promise.all([...workers].map((worker) => end(worker, 'SIGKILL'))))

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['dist/worker.mjs'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LOG_LEVEL: 'info' },
  })
  workers.add(worker)
  for await (const line of createInterface({ input: worker.stdout })) if (line.includes('the worker is ready')) break
  worker.stdout.resume()
  return worker
}

async function end(worker: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  workers.delete(worker)
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode
  const exit = once(worker, 'exit')
  worker.kill(signal)
  const [code] = await exit
  return typeof code === 'number' ? code : null
}

async function givenAnn() {
  const domain = await givenDomain({ name: `h3a-${unique()}.mail3.test`, hostId: host.id })
  return { domain, mailbox: await givenMailbox(domain, 'ann') }
}

async function savePassword({ domain, mailbox }: Awaited<ReturnType<typeof givenAnn>>, password: string): Promise<string> {
  const passwordHash = await hashMailboxPassword(password)
  const { revision } = await recordChange(systemActor('test'), 'mailbox.write', async (tx) => {
    await tx.mailbox.update({ where: { id: mailbox.id }, data: { passwordHash } })
    const entry = { action: 'mailbox.password', subjectKind: 'mailbox', subjectId: mailbox.id, subjectName: mailbox.address }
    return { value: null, entries: [entry], domains: [domain.name] }
  })
  return revision ?? ''
}

async function untilApplied(domain: string, revision: string, deadlineMs = 30_000): Promise<void> {
  const limit = Date.now() + deadlineMs
  while (!(await isApplied([domain], revision))) {
    if (Date.now() > limit) throw new Error(`${domain} was not applied within ${deadlineMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const mayLogIn = async (address: string, password: string) =>
  (await lab.exec(machine, ['/usr/bin/doveadm', 'auth', 'test', address, password])).code === 0

/** The names of the jobs that are under way, or that somebody left so. */
async function held(exceptBy: string[] = []): Promise<string[]> {
  const jobs = await db().$queryRaw<{ task_identifier: string }[]>`
    select task_identifier from graphile_worker.jobs where locked_at is not null and not locked_by = any(${exceptBy}::text[])`
  return jobs.map((job) => job.task_identifier)
}

describe('the worker', () => {
  it('applies what was saved, says that it lives, and ends in order', async () => {
    const worker = await startWorker()
    expect((await workerHealth()).running).toBe(1)
    const ann = await givenAnn()
    await untilApplied(ann.domain.name, await savePassword(ann, 'applied by the worker'))
    expect(await mayLogIn(ann.mailbox.address, 'applied by the worker')).toBe(true)
    expect(await end(worker, 'SIGTERM')).toBe(0)
    expect((await workerHealth()).running).toBe(0)
  })

  it('told to end while it reads a long log, keeps what it read and leaves nothing held', async () => {
    const line = 'connect from unknown[198.51.100.76], one line of very many'
    await lab.exec(machine, ['/bin/sh', '-c', `yes '${line}' | head -n 150000 | logger -t postfix/smtpd -p mail.info`])
    const worker = await startWorker()
    await db().$executeRaw`select graphile_worker.add_job('read-all-logs', '{}'::json, job_key => 'read-all-logs')`
    await expect.poll(() => held(), { timeout: 20_000 }).toContain('read-logs')
    expect(await end(worker, 'SIGTERM')).toBe(0)
    expect(await held()).toEqual([])
    expect((await db().logReading.findUniqueOrThrow({ where: { hostId: host.id } })).turn).toBeGreaterThan(0)
  })

  it('killed in the middle of anything loses nothing: the next one finishes it at once', async () => {
    const anns = await Promise.all(Array.from({ length: 3 }, givenAnn))
    let revisions: string[] = []
    for (let round = 0; round < 6; round++) {
      const worker = await startWorker()
      revisions = await Promise.all(anns.map((ann) => savePassword(ann, `round ${round} of the kills`)))
      await new Promise((resolve) => setTimeout(resolve, round * 25))
      await end(worker, 'SIGKILL')
    }
    await startWorker()
    const rows = await db().worker.findMany()
    expect(rows).toHaveLength(1)
    const living = rows.flatMap(({ queueIds }) => queueIds)
    await Promise.all(anns.map(({ domain }, index) => untilApplied(domain.name, revisions[index] ?? '')))
    for (const { mailbox } of anns) expect(await mayLogIn(mailbox.address, 'round 5 of the kills')).toBe(true)
    // The living one may read logs for minutes; what a killed one held would stay.
    await expect.poll(() => held(living), { timeout: 20_000 }).toEqual([])
    expect(await db().domainApply.count({ where: { driftSince: { not: null } } })).toBe(0)
  })

  it('takes a thousand changes of fifty people in its stride', async () => {
    const anns = await Promise.all(Array.from({ length: 10 }, givenAnn))
    const last = new Map<string, string>()
    const writers = Array.from({ length: 50 }, async (_, writer) => {
      for (let change = 0; change < 20; change++) {
        const ann = anns[(writer + change) % anns.length]
        if (!ann) continue
        const { revision } = await recordChange(systemActor('test'), 'mailbox.write', async (tx) => {
          await tx.mailbox.update({ where: { id: ann.mailbox.id }, data: { quotaBytes: BigInt(1_000_000 + writer * 100 + change) } })
          const entry = { action: 'mailbox.update', subjectKind: 'mailbox', subjectId: ann.mailbox.id, subjectName: ann.mailbox.address }
          return { value: null, entries: [entry], domains: [ann.domain.name] }
        })
        if (BigInt(revision ?? 0) > BigInt(last.get(ann.domain.name) ?? 0)) last.set(ann.domain.name, revision ?? '0')
      }
    })
    await Promise.all(writers)
    await Promise.all([...last].map(([domain, revision]) => untilApplied(domain, revision)))
    const ann = await db().mailbox.findUniqueOrThrow({ where: { id: anns[0]?.mailbox.id ?? '' } })
    const line = await lab.exec(machine, ['/usr/bin/grep', '^ann:', `/etc/dovecot/postern/users/${anns[0]?.domain.name}`])
    expect(line.stdout).toContain(`=${ann.quotaBytes}B`)
  })
})
