// What the DNS status has to tell: which checks changed. Names and states alone, never a record: those are written by strangers.
import * as z from 'zod'
import type { Messages } from '#lib/i18n/catalogues'

export type NoticedCheck = keyof Messages['dns']['check']
export type NoticedState = keyof Messages['dns']['state']

export const dnsNotice = z.object({
  /** It stops mail, and does not wait for the day's message. */
  urgent: z.boolean(),
  changes: z.array(z.object({ kind: z.enum(['domain', 'host']), name: z.string(), check: z.string(), from: z.string(), to: z.string() })),
  /** Beyond those that are named. */
  more: z.int(),
})
export type DnsNotice = z.infer<typeof dnsNotice>
