// Shapes that several nouns show alike.
import * as z from 'zod'

export const domainRef = z.object({ id: z.uuid(), name: z.string(), unicodeName: z.string() })
export type DomainRef = z.infer<typeof domainRef>

/** What was saved all the same, but may not be what was meant; `code` has its sentence beside the refusals. */
export const warning = z.object({
  field: z.string().nullable(),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Warning = z.infer<typeof warning>

/** Of a bulk command: how many were meant, and how many were not so already. */
export const bulkResult = z.object({ matched: z.int(), changed: z.int() })
export type BulkResult = z.infer<typeof bulkResult>

/** Which rows a bulk command means: those named, or all that match a filter. */
export const selectionOf = <S extends z.ZodRawShape>(filters: S) =>
  z.union([
    z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) }),
    /** `expected`: how many the person saw; more than that now is refused. */
    z.strictObject({ filter: z.strictObject(filters), expected: z.int().min(0).optional() }),
  ])

export const csvMistake = z.object({
  /** As an editor counts, the header being line 1. */
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type CsvMistake = z.infer<typeof csvMistake>

/** Of an import, dry or not. `mistakes` names every bad line; nothing is saved when there is one. */
export const csvReport = z.object({
  lines: z.int(),
  saved: z.int(),
  mistakes: z.array(csvMistake),
  /** Mistakes beyond the first thousand are counted only. */
  mistakesTotal: z.int(),
  /** Of mailboxes that came without one; shown once and stored nowhere. */
  generatedPasswords: z.array(z.object({ address: z.string(), password: z.string() })),
})
export type CsvReport = z.infer<typeof csvReport>
