// Whether the domain's logo can be shown beside its mail. The picture itself is not fetched.
import { findBimi } from '#lib/dns/bimi/find-bimi'
import { bimiNeedsOfDmarc, parseBimi } from '#lib/dns/bimi/parse-bimi'
import { findPolicy } from '#lib/dns/dmarc/find-policy'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkBimi(resolver: DnsResolver, { name }: DomainFacts): Promise<CheckResult> {
  const policy = await findPolicy(resolver, name)
  if (policy.state === 'failed') return unanswered()
  const record = await findBimi(resolver, name, policy.organisation)
  if (record.state === 'failed') return unanswered()
  if (record.state === 'none') return tell({})
  if (record.state === 'several') return tell({ found: record.texts, errors: [finding('bimi_several')] })
  const { value, errors, warnings } = parseBimi(record.text)
  const needs = value?.location ? bimiNeedsOfDmarc(policy.state === 'found' ? policy.source.record : null) : []
  return tell({ found: [record.text], errors: [...errors, ...needs], warnings })
}
