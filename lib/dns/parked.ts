// Domains that send no mail say so, or strangers use their names (RFC 7505 for those that take none, M3AAWG's practice for parked domains).
import type { DmarcRecord } from './dmarc/parse-dmarc'
import { type Finding, findingsBy } from './finding'
import type { SpfRecord } from './spf/record'

export const parkedRules = {
  parked_spf_allows: 'RFC 7208 10.1.2',
  parked_dmarc_policy: 'RFC 9989 7.3',
  parked_dmarc_subdomain_policy: 'RFC 9989 7.3',
} as const
export type ParkedCode = keyof typeof parkedRules
const finding = findingsBy(parkedRules)

/** Right is `v=spf1 -all` and nothing else. */
export function parkedSpf({ directives, redirect }: SpfRecord): Finding<ParkedCode>[] {
  const [only, ...more] = directives
  const closed = only?.mechanism.kind === 'all' && only.qualifier === '-' && more.length === 0 && redirect === null
  return closed ? [] : [finding('parked_spf_allows')]
}

export function parkedDmarc({ p, sp }: DmarcRecord): Finding<ParkedCode>[] {
  return [
    ...(p === 'reject' ? [] : [finding('parked_dmarc_policy', { p })]),
    ...(sp === null || sp === 'reject' ? [] : [finding('parked_dmarc_subdomain_policy', { sp })]),
  ]
}
