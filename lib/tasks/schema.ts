// Long work as people see it. Components import types only.
import * as z from 'zod'
import { csvMistake } from '#lib/addresses/view'

export const taskNoun = z.enum(['domains', 'mailboxes', 'aliases', 'groups', 'queue'])
export type TaskNoun = z.infer<typeof taskNoun>

export const taskAction = z.enum(['import', 'enable', 'disable', 'quota', 'delete', 'hold', 'release', 'retry', 'requeue', 'bounce'])
export type TaskAction = z.infer<typeof taskAction>

/** refused: what was given cannot be accepted · failed: the world, or we, could not. All but `saved` saved nothing. */
export const taskState = z.enum(['waiting', 'running', 'saved', 'refused', 'failed', 'cancelled'])
export type TaskState = z.infer<typeof taskState>

export const isEnded = (state: TaskState): boolean => state !== 'waiting' && state !== 'running'

export const taskView = z.object({
  id: z.uuid(),
  noun: taskNoun,
  action: taskAction,
  fileName: z.string().nullable(),
  digest: z.string().describe('SHA-256 of what was given'),
  administratorId: z.uuid(),
  administrator: z.string(),
  via: z.string(),
  state: taskState,
  /** Of a running one, and how many of `total` it has behind it in this phase. */
  phase: z.enum(['checking', 'securing', 'saving', 'recording']).nullable(),
  done: z.int(),
  total: z.int(),
  changed: z.int().nullable().describe('How many things were changed; null while nothing is saved'),
  revision: z.string().nullable(),
  mistakes: z.array(csvMistake).describe('Why it was refused; `line` 0 concerns no single line'),
  outcomes: z
    .object({ counts: z.record(z.string(), z.int()), others: z.array(z.object({ id: z.string(), outcome: z.string() })) })
    .nullable()
    .default(null)
    .describe('Of messages: how many came to what, and the first thousand that were not done'),
  mistakesTotal: z.int().describe('Mistakes beyond the first thousand are counted only'),
  errorCode: z.string().nullable(),
  reference: z.string().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Generated passwords wait for the one who asked for the import, and may be fetched once. */
  passwordsUntil: z.iso.datetime().nullable().describe('Until when generated passwords can be fetched, once'),
})
export type TaskView = z.infer<typeof taskView>

/** The same without lines that were refused and messages that were left, of which there may be a thousand. */
export const taskRow = taskView.omit({ mistakes: true, outcomes: true })
export type TaskRow = z.infer<typeof taskRow>

export const taskFilter = z.strictObject({ noun: taskNoun.optional(), state: taskState.optional() })
export type TaskFilter = z.input<typeof taskFilter>

export const madePassword = z.object({ address: z.string(), password: z.string() })
export type MadePassword = z.infer<typeof madePassword>
