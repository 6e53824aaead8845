// A change to many at once: done in the request when they are few, by a task when they are so many that nobody should wait before a button.
import type { BulkResult } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { type Meant, requireExpected } from '#lib/changes/bulk'
import { asOutcome, type Outcome, RefusedError } from '#lib/outcome'
import { startTask } from '#lib/tasks/commands'
import type { TaskAction, TaskNoun, TaskView } from '#lib/tasks/schema'

type Selection = { ids: string[] } | { filter: object; expected?: number | undefined }

export type BulkInput = { action: TaskAction; selection: Selection }

export interface BulkNoun<I extends BulkInput> {
  readonly noun: Exclude<TaskNoun, 'queue'>
  readonly change: (actor: Actor, input: I) => Promise<Outcome<BulkResult>>
  readonly measure: (actor: Actor, selection: I['selection'], someMax: number) => Promise<Meant>
}

/** More than these take longer than a second or two. */
const atOnceMax = 1000
export const isLong = (matched: number): boolean => matched > atOnceMax

export async function changeMany<I extends BulkInput>(
  actor: Actor,
  { noun, change, measure }: BulkNoun<I>,
  input: I,
): Promise<Outcome<BulkResult | { task: TaskView }>> {
  if ('ids' in input.selection) return change(actor, input)
  const { selection } = input
  return asOutcome<BulkResult | { task: TaskView }>(async () => {
    const { matched } = await measure(actor, selection, 0)
    requireExpected(selection, matched)
    if (isLong(matched))
      return { value: { task: await startTask(actor, { noun, action: input.action, input: JSON.stringify(input) }) }, revision: null }
    const outcome = await change(actor, input)
    if (!outcome.ok) throw new RefusedError(outcome.refusals, outcome.current)
    return outcome
  })
}

/** The same for a form, which is told the task's id alone. */
export async function changeManyByForm<I extends BulkInput>(
  actor: Actor,
  noun: BulkNoun<I>,
  input: I,
): Promise<Outcome<BulkResult | { task: string }>> {
  const outcome = await changeMany(actor, noun, input)
  return outcome.ok && 'task' in outcome.value ? { ...outcome, value: { task: outcome.value.task.id } } : (outcome as Outcome<BulkResult>)
}
