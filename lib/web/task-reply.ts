// The answers of routes whose work may go on by itself: a task, waited for if that was asked.
import type { BulkResult, CsvReport } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import type { Outcome } from '#lib/outcome'
import { startTask } from '#lib/tasks/commands'
import { endedTask } from '#lib/tasks/queries'
import type { TaskNoun, TaskView } from '#lib/tasks/schema'
import type { ChangeView } from './api/envelope'
import { changeView, waitMsMax } from './applied'
import { type BulkInput, type BulkNoun, changeMany } from './bulk'
import { refusedProblem } from './problem'
import { saved } from './reply'

type Wait = 'saved' | 'applied' | undefined
type Call = { actor: Actor; request: Request; query: { wait?: Wait } }
type TaskAnswer = { data: TaskView; change: ChangeView | null }

/** The task as it is, or with `wait` once it has ended, and what the hosts have of it. */
export async function taskAnswerOf({ actor, request, query: { wait } }: Call, task: TaskView): Promise<TaskAnswer> {
  const data = wait === undefined ? task : await endedTask(actor, task.id, waitMsMax, request.signal)
  if (data.state !== 'saved') return { data, change: null }
  return { data, change: await changeView(actor, data.revision, { wait: wait === 'applied' ? wait : undefined, signal: request.signal }) }
}

const accepted = async (call: Call, task: TaskView) => ({
  accepted: await taskAnswerOf(call, task),
  headers: { Location: `/api/v1/tasks/${task.id}` },
})

type Import = (actor: Actor, csv: string, how: { dryRun: boolean }) => Promise<Outcome<CsvReport>>
type ImportCall = Call & { body: string; query: { dryRun: 'true' | 'false'; fileName?: string | undefined } }

/** A dry run is answered at once; an import is a task. */
export async function importOf(call: ImportCall, noun: TaskNoun, run: Import) {
  const { actor, body, query } = call
  if (query.dryRun === 'false')
    return accepted(call, await startTask(actor, { noun, action: 'import', fileName: query.fileName, input: body }))
  const outcome = await run(actor, body, { dryRun: true })
  if (!outcome.ok) throw refusedProblem(outcome.refusals, outcome.current)
  return { body: { data: outcome.value } }
}

type BulkCall<I> = { actor: Actor; request: Request; body: I; query: { wait?: 'applied' | undefined; plan?: 'only' | undefined } }

/** Few are changed at once, many by a task. A plan is made of all of it, however many. */
export async function bulkOf<I extends BulkInput>(call: BulkCall<I>, noun: BulkNoun<I>) {
  if (call.query.plan === 'only') return saved(call, await noun.change(call.actor, call.body))
  const outcome = await changeMany(call.actor, noun, call.body)
  if (outcome.ok && 'task' in outcome.value) return accepted(call, outcome.value.task)
  return saved(call, outcome as Outcome<BulkResult>)
}
