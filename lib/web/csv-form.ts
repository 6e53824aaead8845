// A file on its way in: looked at whole without saving anything, or given to a task.
import * as z from 'zod'
import type { CsvReport } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import type { Permission } from '#lib/auth/permissions'
import type { Outcome } from '#lib/outcome'
import { startTask } from '#lib/tasks/commands'
import type { TaskNoun } from '#lib/tasks/schema'
import { formAction } from './action'

/** The names begin with $ so that nothing of it is sent back. Anything but a clear "false" is a dry run. */
const csvForm = z.object({ $csv: z.string(), $dryRun: z.string(), $fileName: z.string().optional() })

type Import = (actor: Actor, csv: string, how: { dryRun: boolean }) => Promise<Outcome<CsvReport>>

/** Answers with a report, or with the id of the task. */
export const importAction = (noun: TaskNoun, permission: Permission, run: Import) =>
  formAction(csvForm, permission, async (actor, { $csv, $dryRun, $fileName }): Promise<Outcome<CsvReport | { task: string }>> => {
    if ($dryRun !== 'false') return run(actor, $csv, { dryRun: true })
    const { id } = await startTask(actor, { noun, action: 'import', fileName: $fileName, input: $csv })
    return { ok: true, value: { task: id }, revision: null }
  })
