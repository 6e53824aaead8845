// What the bar under a list sends: a verb, and either the ticked ids or the filter that all of them match.
import * as z from 'zod'

export const bulkForm = z.object({
  verb: z.string(),
  id: z.array(z.uuid()).max(1000).default([]),
  /** The filter as JSON, when all that match are meant. */
  matching: z.string().max(4000).optional(),
  /** How many matched when the person looked. */
  expected: z.int().optional(),
  quotaBytes: z.string().max(40).optional(),
})
export type BulkForm = z.output<typeof bulkForm>

type Selection = { ids: string[] } | { filter: Record<string, unknown>; expected?: number }

/** The selection as the commands take it; they check the filter. What is not JSON selects nothing, which they refuse. */
export function selectionIn({ id, matching, expected }: BulkForm): Selection {
  if (matching === undefined) return { ids: id }
  const filter = z.record(z.string(), z.unknown()).safeParse(parsed(matching))
  return filter.success ? { filter: filter.data, expected } : { ids: [] }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What narrows a list, without its order. */
export function filterOf(listed: object): string {
  const kept = Object.entries(listed).filter(([name, value]) => name !== 'sort' && name !== 'descending' && value !== undefined)
  return JSON.stringify(Object.fromEntries(kept))
}
