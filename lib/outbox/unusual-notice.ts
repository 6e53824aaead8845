// What is told of a mailbox that does what it never did: which signals, in numbers. Nothing of it is a stranger's word.
import * as z from 'zod'

export const unusualNotice = z.object({
  address: z.string(),
  signals: z.array(z.object({ kind: z.enum(['failures', 'places', 'sending']), values: z.record(z.string(), z.number()) })).min(1),
})
export type UnusualNotice = z.infer<typeof unusualNotice>
