// What each task does: the command that a request would run at once. It validates what was given, as it does there.
import * as z from 'zod'
import { importAliases } from '#lib/aliases/csv'
import { importGroups } from '#lib/groups/csv'
import { importMailboxes } from '#lib/mailboxes/csv'
import { runQueueAct } from '#lib/queue/act'
import { runTask, type TaskWork } from '#lib/tasks/run'
import type { TaskAction, TaskNoun } from '#lib/tasks/schema'
import { bulkNouns } from '#lib/web/bulk-nouns'

const payload = z.object({ taskId: z.uuid() })
const whole = { dryRun: false }

const imports: Partial<Record<TaskNoun, TaskWork>> = {
  mailboxes: (actor, csv) => importMailboxes(actor, csv, whole),
  aliases: (actor, csv) => importAliases(actor, csv, whole),
  groups: (actor, csv) => importGroups(actor, csv, whole),
}
function workOf(noun: TaskNoun, action: TaskAction): TaskWork {
  if (noun === 'queue') return runQueueAct
  if (action !== 'import') return (actor, input) => bulkNouns[noun].change(actor, JSON.parse(input))
  const work = imports[noun]
  if (!work) throw new Error(`no file makes ${noun}`)
  return work
}

export const runTaskJob = (given: unknown): Promise<void> => runTask(payload.parse(given).taskId, workOf)
