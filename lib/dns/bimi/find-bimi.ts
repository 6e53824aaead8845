// Where receivers look for BIMI: at the author's domain, then at that of the organisation (draft-brand-indicators-for-message-identification 7.3).
import { type FoundText, findRecord } from '../find-record'
import type { DnsResolver } from '../resolver'
import { isBimi } from './parse-bimi'

export async function findBimi(resolver: DnsResolver, domain: string, organisation: string, selector = 'default'): Promise<FoundText> {
  const own = await findRecord(resolver, `${selector}._bimi.${domain}`, isBimi)
  if (own.state !== 'none' || domain === organisation) return own
  return findRecord(resolver, `${selector}._bimi.${organisation}`, isBimi)
}
