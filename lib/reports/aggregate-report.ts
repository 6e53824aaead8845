// A DMARC aggregate report as it was read (RFC 9990 3.1, and RFC 7489 Appendix C as most still write it). Words that have a closed list are in
// lower case; what a reporter left out is null.

export type AggregateReport = {
  version: string | null
  reporter: { organisation: string; email: string | null; contact: string | null; generator: string | null }
  reportId: string
  /** Seconds since 1970, both included. */
  begin: number
  end: number
  /** What the reporter says went wrong on its side. */
  errors: string[]
  policy: PublishedPolicy
  records: number
  messages: number
  /** Messages by what was done with them. */
  dispositions: Record<string, number>
}

export type PublishedPolicy = {
  domain: string
  p: string | null
  sp: string | null
  np: string | null
  adkim: string | null
  aspf: string | null
  /** Historic (RFC 7489): the share of mail that the policy was applied to. */
  pct: string | null
  fo: string | null
  testing: string | null
  discoveryMethod: string | null
}

export type AggregateRecord = {
  sourceIp: string
  count: number
  disposition: string
  /** Whether each, aligned, passed. */
  dkim: string
  spf: string
  reasons: { type: string; comment: string }[]
  headerFrom: string
  envelopeFrom: string | null
  envelopeTo: string | null
  authDkim: { domain: string; selector: string | null; result: string; explanation: string | null }[]
  authSpf: { domain: string; scope: string | null; result: string; explanation: string | null }[]
}
