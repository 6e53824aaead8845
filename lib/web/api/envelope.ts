// What every answer of the API has around it: `data`, and beside it the page of a list, or what became of a change.
import * as z from 'zod'
import { fileChange } from '#lib/protocol/operations'

/** unchanged: nothing differed, so nothing was saved. The rest is the worst of the domains and hosts that the change touches. */
export const applyState = z.enum(['unchanged', 'applied', 'pending', 'failed', 'drift', 'held', 'unreachable'])

export const changeView = z
  .object({
    revision: z.string().nullable().describe('Names the saved change; null when nothing differed'),
    state: applyState,
    targets: z.array(z.object({ host: z.string(), domain: z.string().nullable(), state: applyState, code: z.string().nullable() })),
  })
  .meta({ id: 'SavedChange' })
export type ChangeView = z.infer<typeof changeView>

export const one = <T extends z.ZodType>(view: T) => z.object({ data: view })
export const saved = <T extends z.ZodType>(view: T) => z.object({ data: view, change: changeView })

const page = z.object({
  next: z.string().nullable().describe('Give it back as `cursor` for the rows that follow'),
  previous: z.string().nullable(),
  total: z.object({ count: z.int(), exact: z.boolean() }),
})
/** Of what is few: no pages. */
export const all = <T extends z.ZodType>(view: T) => z.object({ data: z.array(view) })
export const listed = <T extends z.ZodType>(view: T) => z.object({ data: z.array(view), page })

export const limitMax = 200
export const pageQuery = z.object({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'invalid_count')
    .transform(Number)
    .pipe(z.int().max(limitMax))
    .default(50),
  cursor: z.string().max(2000).optional(),
})

/**
 * `?wait=applied`: the answer comes when every host has confirmed the change, or after ten seconds with what is known then.
 * `?plan=only`: nothing is saved; the answer is the lines that would go and come on the hosts.
 */
export const waitQuery = z.object({ wait: z.literal('applied').optional() })
export const changeQuery = waitQuery.extend({ plan: z.literal('only').optional() })

export const planView = z
  .array(
    z.object({
      hostId: z.uuid(),
      host: z.string(),
      domains: z.array(z.object({ domain: z.string(), drifted: z.boolean(), changes: z.array(fileChange) })),
      failure: z.string().nullable().describe('Code: the host could not be asked'),
      more: z.int().describe('Domains beyond those that were looked at'),
    }),
  )
  .meta({ id: 'Plan' })
export const planned = z.object({ plan: planView })

/** An id, or the name by which people know the thing: a domain's name, a mailbox's address. */
export const idParams = z.object({ id: z.string().min(1).max(320) })
export const idOnly = z.object({ id: z.uuid() })
export const nothing = z.null()
