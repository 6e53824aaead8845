// The state of the DNS as the world sees it, coming out: per domain and host a list of checks. What was found is what strangers wrote: bounded here,
// rendered as text everywhere.
import * as z from 'zod'
import { lineText } from '#lib/addresses/input'

export const domainChecks = [
  ...(['mx', 'spf', 'dkim', 'dmarc', 'mta_sts', 'tls_rpt', 'caa', 'bimi', 'programs'] as const),
  ...(['dangling', 'names', 'look_alikes'] as const),
] as const
export const hostChecks = ['address', 'reverse', 'helo', 'dane', 'blocklists'] as const
export const checkIds = [...domainChecks, ...hostChecks] as const
export type DomainCheckId = (typeof domainChecks)[number]
export type HostCheckId = (typeof hostChecks)[number]
export type CheckId = (typeof checkIds)[number]

export const checkStates = ['ok', 'warning', 'error', 'unknown'] as const
export type CheckState = (typeof checkStates)[number]

export const linesMax = 40
export const lineMax = 2000
const line = z.string().max(lineMax)

export const statusFinding = z.object({
  code: z.string().describe('Names a sentence of messages/<locale>/dns.json'),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  rule: z.string().describe('Where the rule comes from, such as RFC 7208 4.6.4'),
})
export type StatusFinding = z.infer<typeof statusFinding>

/** To be pasted where the zone is kept; `name` is whole, without the last dot. */
export const pasteRecord = z.object({ name: z.string(), type: z.string(), value: z.string() })
export type PasteRecord = z.infer<typeof pasteRecord>

/** What one check found in one round. */
export const checkResult = z.object({
  state: z.enum(checkStates),
  found: z.array(line).max(linesMax).describe('As the DNS says it'),
  expected: z.array(line).max(linesMax),
  errors: z.array(statusFinding),
  warnings: z.array(statusFinding),
  records: z.array(pasteRecord).describe('What to publish'),
})
export type CheckResult = z.infer<typeof checkResult>

export const deviation = z.object({ note: z.string(), by: z.string(), at: z.iso.datetime() })

export const checkView = checkResult.extend({
  check: z.enum(checkIds),
  since: z.iso.datetime().describe('Since when it is in this state'),
  checkedAt: z.iso.datetime(),
  unansweredSince: z.iso.datetime().nullable().describe('Since when it could not be asked; what is shown is older'),
  changing: z.boolean().describe('The last round saw something else; it counts when the next one sees it too'),
  accepted: deviation.nullable(),
})
export type CheckView = z.infer<typeof checkView>

export const dnsStatusView = z.object({
  subject: z.string().describe('Name of the domain or host'),
  state: z.enum(checkStates).describe('The worst of what is not accepted'),
  checkedAt: z.iso.datetime().nullable().describe('null: not asked yet'),
  checks: z.array(checkView),
})
export type DnsStatusView = z.infer<typeof dnsStatusView>

export const dnsChangeView = z.object({
  id: z.uuid(),
  check: z.enum(checkIds),
  at: z.iso.datetime(),
  from: z.enum(checkStates),
  to: z.enum(checkStates),
  before: z.array(z.string()),
  after: z.array(z.string()),
})
export type DnsChangeView = z.infer<typeof dnsChangeView>

export const acceptInput = z.strictObject({ note: lineText(300).pipe(z.string().min(1, 'required')) })
export type AcceptInput = z.input<typeof acceptInput>

const weight: Record<CheckState, number> = { ok: 0, unknown: 1, warning: 2, error: 3 }

export const worstOf = (checks: readonly Pick<CheckView, 'state' | 'accepted'>[]): CheckState =>
  checks
    .filter(({ accepted }) => accepted === null)
    .reduce<CheckState>((worst, { state }) => (weight[state] > weight[worst] ? state : worst), 'ok')

/** They look for what should not be: nothing found is what is wanted. */
const searches: readonly CheckId[] = ['dangling', 'look_alikes']
/** Nothing is published, and nothing need be. */
export const isAbsent = ({ check, state, found }: Pick<CheckView, 'check' | 'state' | 'found'>): boolean =>
  state === 'ok' && found.length === 0 && !searches.includes(check)

/** What says of two results whether they are the same: findings and records, not their wording. */
export const codesOf = ({ errors, warnings }: Pick<CheckResult, 'errors' | 'warnings'>): string[] => [
  ...new Set([...errors, ...warnings].map(({ code }) => code)),
]

export const problemView = z.object({
  kind: z.enum(['domain', 'host']),
  name: z.string(),
  shownName: z.string(),
  check: z.enum(checkIds),
  state: z.enum(checkStates),
  since: z.iso.datetime(),
})
export type ProblemView = z.infer<typeof problemView>
