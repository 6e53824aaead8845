// Something done to more messages than anybody waits for, on a real host: counted first, done by a task that tells how far it is, and told of each.
import type { Runner } from 'graphile-worker'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { db } from '#lib/db/client'
import { asOwner, unique } from '#lib/db/testing'
import { disconnectAll } from '#lib/host/client'
import type { HostView } from '#lib/hosts/schema'
import { givenEnrolledHost } from '#lib/hosts/testing'
import { measureQueue } from '#lib/queue/act'
import { getTask } from '#lib/tasks/queries'
import { actOrTask } from '#lib/web/queue-act'
import type { Lab } from '../e2e/lab/lab.mjs'
import { machine } from '../e2e/lab/machine-under-test'
import { fillQueue } from '../e2e/support/fill-queue'
import { runTasks } from './testing'

const count = 1500
const all = count + 1
const nowhere = '[192.0.2.250]'
let lab: Lab
let host: HostView
let runner: Runner

beforeAll(async () => {
  ;({ lab, host } = await givenEnrolledHost(machine))
  await lab.exec(machine, ['/usr/sbin/postsuper', '-d', 'ALL'])
  runner = await runTasks()
})
afterAll(async () => {
  await runner.stop()
  await lab.exec(machine, ['/usr/sbin/postsuper', '-d', 'ALL'])
  await disconnectAll()
})

it('all that match are held by a task: planned, followed, and told of each, also of those that had left', async () => {
  const owner = await asOwner()
  const filter = { sender: `many-${unique()}@example.org` }
  await fillQueue(lab, machine, { count, sender: filter.sender, recipient: `bob@${nowhere}` })
  expect(await measureQueue(owner, host.name, filter)).toEqual({ count: all, destinations: [{ destination: nowhere, messages: all }] })
  expect(await actOrTask(owner, host.name, { action: 'hold', selection: { filter, expected: 1000 } })).toMatchObject({
    ok: false,
    refusals: [{ code: 'queue_grew' }],
  })

  const asked = await actOrTask(owner, host.name, { action: 'hold', selection: { filter, expected: all } })
  if (!asked.ok || !('task' in asked.value)) throw new Error(`no task: ${JSON.stringify(asked).slice(0, 300)}`)
  const { id } = asked.value.task
  const seen = new Set<number>()
  await expect
    .poll(
      async () => {
        const task = await getTask(owner, id)
        if (task.state === 'running' && task.total > 0) seen.add(task.done)
        return task.state
      },
      { timeout: 50_000, interval: 20 },
    )
    .toBe('saved')
  const task = await getTask(owner, id)
  expect(task).toMatchObject({ total: all, changed: all, outcomes: { others: [] } })
  expect(task.outcomes?.counts.done).toBe(all)
  expect(seen.size).toBeGreaterThan(0)
  expect((await measureQueue(owner, host.name, { ...filter, queue: 'hold' })).count).toBe(all)

  // Held already: a second time nothing is in a state for it, and that is told of each.
  const again = await actOrTask(owner, host.name, { action: 'hold', selection: { filter, expected: all } })
  if (!again.ok || !('task' in again.value)) throw new Error('no task')
  const second = again.value.task.id
  await expect.poll(async () => (await getTask(owner, second)).state, { timeout: 50_000, interval: 100 }).toBe('saved')
  const told = await getTask(owner, second)
  expect(told).toMatchObject({ total: all, changed: 0, outcomes: { counts: { done: 0, gone: all } } })
  expect(told.outcomes?.others).toHaveLength(1000)

  const recorded = await db().change.findMany({ where: { action: 'queue.hold' }, orderBy: { id: 'asc' } })
  expect(recorded.map(({ after }) => (after as { messages: number }).messages)).toEqual([all, all, all, all])
}, 180_000)
