// How long what the logs say is kept.
import * as z from 'zod'

export const traceSettingsKey = 'traces'

export const traceSettings = z.strictObject({
  /** Lines as they were written. */
  logDays: z.int().min(1).max(3650).default(14),
  /** Stories of messages, and what they are found by. */
  messageDays: z.int().min(1).max(3650).default(90),
  /** For both: beyond it the oldest days go. */
  gigabytes: z.int().min(1).max(100_000).default(20),
})
export type TraceSettings = z.output<typeof traceSettings>

const number = (max: number) => z.coerce.number().pipe(z.int().min(1).max(max))

export const updateTraceSettingsInput = z
  .strictObject({ logDays: number(3650), messageDays: number(3650), gigabytes: number(100_000) })
  .partial()
export type UpdateTraceSettingsInput = z.input<typeof updateTraceSettingsInput>

export const traceSettingsView = z.object({ logDays: z.int(), messageDays: z.int(), gigabytes: z.int(), version: z.int() })
export type TraceSettingsView = z.infer<typeof traceSettingsView>
