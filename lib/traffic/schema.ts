// What went through the hosts over time, added up from the counts of lib/traces.
import * as z from 'zod'

export const ranges = ['hour', 'day', 'week', 'month', 'year'] as const
export type Range = (typeof ranges)[number]

export const trafficFilter = z.object({
  range: z.enum(ranges).optional(),
  /** Name of a host. */
  host: z.string().max(100).optional(),
  domain: z
    .string()
    .max(253)
    .transform((name) => name.toLowerCase())
    .optional(),
})
export type TrafficFilter = z.input<typeof trafficFilter>

export const flows = ['received', 'sent', 'deferred', 'bounced', 'rejected', 'spam', 'virus', 'sign-in', 'sign-in-failed'] as const
export type Flow = (typeof flows)[number]

const counts = z.array(z.int())
const named = z.object({ name: z.string(), count: z.int() })
export type NamedCount = z.infer<typeof named>

export const trafficView = z.object({
  range: z.enum(ranges),
  /** Seconds of one step. */
  stepSeconds: z.int(),
  /** Starts of the steps, seconds since 1970. */
  times: z.array(z.int()),
  series: z.record(z.enum(flows), counts),
  totals: z.record(z.enum(flows), z.int()),
  /** Why mail was refused at the door: codes of messages/<locale>/advice.json. */
  rejections: z.array(named),
  /** Seconds from a message's coming to its end, half and 95 of 100 below; null where there was none. */
  delay: z.object({
    p50: z.array(z.number().nullable()),
    p95: z.array(z.number().nullable()),
    p50All: z.number().nullable(),
    p95All: z.number().nullable(),
  }),
  /** Of connections to the hosts those with TLS, 0 to 1; null where there was none, and for a single domain. */
  tlsShare: z.number().nullable(),
  /** Bytes in the mailboxes, of the steps until now; null where nobody knows. */
  storage: z.object({ bytes: z.array(z.int().nullable()), now: z.int().nullable() }),
  top: z.object({ senders: z.array(named), recipients: z.array(named), destinations: z.array(named), domains: z.array(named) }),
})
export type TrafficView = z.infer<typeof trafficView>
