import type { Actor } from '#lib/auth/actor'
import type { Outcome } from '#lib/outcome'
import { actOnQueue } from '#lib/queue/act'
import type { ActInput, ActResult } from '#lib/queue/schema'
import { startTask } from '#lib/tasks/commands'
import type { TaskView } from '#lib/tasks/schema'
import { saved } from './reply'

/** At once when they are few, by a task when they are many. */
export async function actOrTask(actor: Actor, host: string, input: ActInput): Promise<Outcome<ActResult | { task: TaskView }>> {
  const outcome = await actOnQueue(actor, host, input)
  if (!outcome.ok || !('later' in outcome.value)) return outcome as Outcome<ActResult>
  const { later } = outcome.value
  const task = await startTask(actor, { noun: 'queue', action: later.action, input: JSON.stringify(later) })
  return { ...outcome, value: { task } }
}

type Call = { actor: Actor; request: Request; params: { id: string }; body: ActInput }

/** The same for the API. */
export async function queueActOf(call: Call) {
  const outcome = await actOrTask(call.actor, call.params.id, call.body)
  if (outcome.ok && 'task' in outcome.value) {
    const { task } = outcome.value
    return { accepted: { data: task, change: null }, headers: { Location: `/api/v1/tasks/${task.id}` } }
  }
  return saved(call, outcome as Outcome<ActResult>)
}
