// What the bar under the list of a queue sends, and the filter of that list as it stands in the URL.
import * as z from 'zod'
import { queueAction, queueId } from '#lib/protocol/queue'
import { type ActInput, type QueueSearch, queueSearch } from '#lib/queue/schema'

export const queueForm = z.object({
  host: z.string().max(254),
  verb: queueAction,
  id: z.array(queueId).max(1000).default([]),
  /** The filter as JSON, when all that match are meant. */
  matching: z.string().max(4000).optional(),
  expected: z.int().optional(),
  text: z.string().optional(),
})
export type QueueForm = z.output<typeof queueForm>

export const actIn = ({ verb, id, matching, expected, text }: QueueForm): ActInput => ({
  action: verb,
  selection: matching === undefined ? { ids: id } : { filter: searchIn(matching), ...(expected !== undefined && { expected }) },
  ...(text && { text }),
})

/** What is no filter selects nothing, not everything. */
export function searchIn(matching: string): QueueSearch {
  return queueSearch.parse(JSON.parse(matching))
}

/** Of a URL: what is not understood is left out. */
export function searchOf(params: Readonly<Record<string, string>>): QueueSearch {
  const known = Object.entries(params).filter(([name, value]) => {
    const field = queueSearch.shape[name as keyof typeof queueSearch.shape]
    return field?.safeParse(value).success ?? false
  })
  return Object.fromEntries(known)
}
