// Whether the domain's logo can be shown beside its mail: the record, the policy that receivers want beside it, and the picture itself. The mark certificate behind
// `a=` is not read: who shows a logo judges it by authorities of their own.
import { checkSvg } from '#lib/dns/bimi/check-svg'
import { findBimi } from '#lib/dns/bimi/find-bimi'
import { bimiNeedsOfDmarc, parseBimi } from '#lib/dns/bimi/parse-bimi'
import { findPolicy } from '#lib/dns/dmarc/find-policy'
import type { Finding } from '#lib/dns/finding'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import type { FetchPicture } from '../fetches'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkBimi(resolver: DnsResolver, fetchPicture: FetchPicture, { name }: DomainFacts): Promise<CheckResult> {
  const policy = await findPolicy(resolver, name)
  if (policy.state === 'failed') return unanswered()
  const record = await findBimi(resolver, name, policy.organisation)
  if (record.state === 'failed') return unanswered()
  if (record.state === 'none') return tell({})
  if (record.state === 'several') return tell({ found: record.texts, errors: [finding('bimi_several')] })
  const { value, errors, warnings } = parseBimi(record.text)
  const found = [record.text]
  const needs = value?.location ? bimiNeedsOfDmarc(policy.state === 'found' ? policy.source.record : null) : []
  const picture = value?.location && errors.length === 0 ? await judgePicture(fetchPicture, value.location) : { errors: [], warnings: [] }
  const known = { found, errors: [...errors, ...needs, ...(picture?.errors ?? [])], warnings: [...warnings, ...(picture?.warnings ?? [])] }
  return picture === null && known.errors.length === 0 ? { ...tell(known), state: 'unknown' } : tell(known)
}

/** null: could not be asked. */
async function judgePicture(fetchPicture: FetchPicture, uri: string): Promise<{ errors: Finding[]; warnings: Finding[] } | null> {
  const answer = await fetchPicture(uri)
  switch (answer.state) {
    case 'unanswered':
      return null
    case 'refused':
      return { errors: [finding('bimi_picture_status', { uri, status: answer.status })], warnings: [] }
    case 'wrong':
      if (answer.why === 'certificate') return { errors: [finding('bimi_picture_certificate', { uri })], warnings: [] }
      return { errors: [finding('bimi_picture_too_large', { uri })], warnings: [] }
    case 'fetched':
      return checkSvg(answer.content)
  }
}
