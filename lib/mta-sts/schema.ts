// The MTA-STS policy that the panel serves for a domain (RFC 8461), as its wizard has it.
import * as z from 'zod'
import { domainList } from '#lib/addresses/input'

export const stsModes = ['testing', 'enforce', 'none'] as const
export type StsMode = (typeof stsModes)[number]
const daySeconds = 86_400
/** How long senders may believe what they have seen: a day to begin with, half a year where nothing changes. */
export const agesOffered = [1, 7, 30, 180].map((days) => days * daySeconds)
/** What a first enforcement should not exceed: a mistake lasts as long. */
export const firstAgeMax = 7 * daySeconds

export const updateMtaStsInput = z.strictObject({
  mode: z.enum(stsModes),
  maxAgeSeconds: z.coerce.number().pipe(z.int().min(daySeconds).max(31_536_000)),
  /** The mail servers; left out or empty: the domain's own host. */
  mx: domainList(20).default([]),
})
export type UpdateMtaStsInput = z.input<typeof updateMtaStsInput>

/** What stands in the way of enforcement: senders would keep mail back. */
export const stsObstacles = [
  'mx_unknown',
  'mx_none',
  'mx_not_named',
  'certificate_unknown',
  'certificate_wrong',
  'certificate_untrusted',
  'policy_unseen',
] as const
export type StsObstacle = (typeof stsObstacles)[number]

const record = z.object({ name: z.string(), type: z.string(), value: z.string() })

export const mtaStsView = z.object({
  domain: z.string(),
  /** null: the panel serves none. */
  policy: z
    .object({
      mode: z.enum(stsModes),
      maxAgeSeconds: z.int(),
      mx: z.array(z.string()),
      id: z.string(),
      since: z.iso.datetime(),
      /** As it is served. */
      text: z.string(),
    })
    .nullable(),
  url: z.string(),
  /** To publish; without a policy there is nothing to publish. */
  records: z.array(record),
  /** What MX says at this moment; null: it could not be asked. */
  mxFound: z.array(z.string()).nullable(),
  obstacles: z.array(z.object({ code: z.enum(stsObstacles), name: z.string() })),
  next: z.enum(['begin', 'publish', 'watch', 'enforce', 'longer', 'done', 'wait', 'end']),
  /** Senders may hold to the former policy until then. */
  believedUntil: z.iso.datetime().nullable(),
  version: z.int(),
})
export type MtaStsView = z.infer<typeof mtaStsView>
