// What a sender that knows MTA-STS does with a domain (RFC 8461 3-5): the record, the policy behind it, and whether the mail servers are those that
// it names. Who fetches the policy is the caller's matter: it must be HTTPS with a checked certificate, without redirects, and bounded (3.3).

import { findRecord } from './find-record'
import { type Finding, findingsBy } from './finding'
import { isMtaSts, type MtaStsCode, type MtaStsPolicy, matchesMx, parseMtaStsPolicy, parseMtaStsRecord } from './parse-mta-sts'
import type { DnsResolver, Unanswered } from './resolver'

export const mtaStsVerdictRules = {
  sts_several_records: 'RFC 8461 3.1',
  sts_policy_unreachable: 'RFC 8461 3.3',
  sts_policy_certificate: 'RFC 8461 3.3',
  sts_policy_status: 'RFC 8461 3.3',
  sts_policy_redirects: 'RFC 8461 3.3',
  sts_policy_oversized: 'RFC 8461 3.3',
  sts_policy_content_type: 'RFC 8461 3.2',
  sts_policy_testing: 'RFC 8461 5',
  sts_policy_off: 'RFC 8461 5',
  sts_mx_not_named: 'RFC 8461 4.1',
  sts_mx_unused: 'RFC 8461 4.1',
  sts_id_unchanged: 'RFC 8461 3.1',
} as const
export type MtaStsVerdictCode = MtaStsCode | keyof typeof mtaStsVerdictRules
const finding = findingsBy(mtaStsVerdictRules)

export type FetchedPolicy =
  | { state: 'fetched'; body: string; contentType: string | null }
  /** `detail`: a status, a place that was pointed to, the words of an error. */
  | { state: 'refused'; why: 'unreachable' | 'certificate' | 'status' | 'redirects' | 'oversized'; detail: string }
export type FetchPolicy = (url: string) => Promise<FetchedPolicy>

export type MtaStsVerdict =
  | { state: 'none' }
  | { state: 'failed'; name: string; why: Unanswered }
  | {
      /** `enforced`, `testing`: the policy works; `off`: it says that there is none; `broken`: senders see the record and get no policy of use. */
      state: 'enforced' | 'testing' | 'off' | 'broken'
      id: string | null
      policy: MtaStsPolicy | null
      text: string | null
      errors: Finding<MtaStsVerdictCode>[]
      warnings: Finding<MtaStsVerdictCode>[]
    }

export type MtaStsAsked = {
  domain: string
  /** Names of the mail servers, as MX says. */
  mx: readonly string[]
  /** What was seen the last time: a new policy needs a new id, or nobody fetches it. */
  before?: { id: string; text: string }
}

export async function mtaStsVerdict(
  resolver: DnsResolver,
  fetchPolicy: FetchPolicy,
  { domain, mx, before }: MtaStsAsked,
): Promise<MtaStsVerdict> {
  const record = await findRecord(resolver, `_mta-sts.${domain}`, isMtaSts)
  if (record.state === 'failed') return { state: 'failed', name: record.name, why: record.why }
  if (record.state === 'none') return { state: 'none' }
  if (record.state === 'several')
    return {
      state: 'broken',
      id: null,
      policy: null,
      text: null,
      errors: [finding('sts_several_records', { count: record.texts.length })],
      warnings: [],
    }
  const { value, errors, warnings } = parseMtaStsRecord(record.text)
  const told: { errors: Finding<MtaStsVerdictCode>[]; warnings: Finding<MtaStsVerdictCode>[] } = {
    errors: [...errors],
    warnings: [...warnings],
  }
  const id = value?.id ?? null
  const fetched = await fetchPolicy(`https://mta-sts.${domain}/.well-known/mta-sts.txt`)
  if (fetched.state === 'refused') {
    told.errors.push(finding(`sts_policy_${fetched.why}`, { detail: fetched.detail }))
    return { state: 'broken', id, policy: null, text: null, ...told }
  }
  const policy = readPolicy(fetched, mx, told)
  if (before && id === before.id && fetched.body !== before.text) told.errors.push(finding('sts_id_unchanged', { id }))
  const state =
    policy === null || id === null ? 'broken' : policy.mode === 'none' ? 'off' : policy.mode === 'testing' ? 'testing' : 'enforced'
  return { state, id, policy, text: fetched.body, ...told }
}

function readPolicy(
  { body, contentType }: Extract<FetchedPolicy, { state: 'fetched' }>,
  mx: readonly string[],
  told: { errors: Finding<MtaStsVerdictCode>[]; warnings: Finding<MtaStsVerdictCode>[] },
): MtaStsPolicy | null {
  const { value: policy, errors, warnings } = parseMtaStsPolicy(body)
  told.errors.push(...errors)
  told.warnings.push(...warnings)
  if (!/^text\/plain\b/i.test(contentType ?? '')) told.warnings.push(finding('sts_policy_content_type', { contentType: contentType ?? '' }))
  if (!policy) return null
  if (policy.mode === 'testing') told.warnings.push(finding('sts_policy_testing'))
  if (policy.mode === 'none') {
    told.warnings.push(finding('sts_policy_off'))
    return policy
  }
  for (const host of mx) if (!matchesMx(policy, host)) told.errors.push(finding('sts_mx_not_named', { host }))
  for (const pattern of policy.mx)
    if (!mx.some((host) => matchesMx({ ...policy, mx: [pattern] }, host))) told.warnings.push(finding('sts_mx_unused', { pattern }))
  return policy
}
