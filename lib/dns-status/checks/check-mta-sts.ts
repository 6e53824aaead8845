// Whether senders that know MTA-STS insist on encryption to this domain's mail servers (RFC 8461): the record, the policy behind it, and that both fit MX.
import { findRecord } from '#lib/dns/find-record'
import { type FetchPolicy, mtaStsVerdict } from '#lib/dns/mta-sts-verdict'
import { isMtaSts, parseMtaStsRecord } from '#lib/dns/parse-mta-sts'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { type CheckResult, lineMax } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkMtaSts(
  resolver: DnsResolver,
  fetchPolicy: FetchPolicy,
  { name, policyBefore }: DomainFacts,
): Promise<CheckResult> {
  const [mx, record] = await Promise.all([resolver.lookup(name, 'MX'), findRecord(resolver, `_mta-sts.${name}`, isMtaSts)])
  if (mx.state === 'failed' || record.state === 'failed') return unanswered()
  const verdict = await mtaStsVerdict(resolver, fetchPolicy, {
    domain: name,
    mx: mx.state === 'found' ? mx.records.map(({ exchange }) => exchange) : [],
    ...(policyBefore && { before: policyBefore }),
  })
  if (verdict.state === 'failed') return unanswered()
  if (verdict.state === 'none') return tell({})
  const texts = record.state === 'several' ? record.texts : record.state === 'found' ? [record.text] : []
  return tell({ found: [...texts, ...(verdict.text === null ? [] : [verdict.text])], errors: verdict.errors, warnings: verdict.warnings })
}

/** What the lines of an earlier result say: a record and a policy that was read whole. */
export function policyIn(found: readonly string[]): DomainFacts['policyBefore'] {
  const [record, text] = found
  if (record === undefined || text === undefined || text.length >= lineMax) return null
  const id = parseMtaStsRecord(record).value?.id
  return id === undefined ? null : { id, text }
}
