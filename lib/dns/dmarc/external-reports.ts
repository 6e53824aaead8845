// Whether a stranger's mailbox agreed to take the reports of a domain (RFC 9990 4): where the address belongs to another organisation, that one
// publishes a record of its own, and may name another address of the same host.
import { canonicalName, isQueryable } from '../name'
import { parseReportAddress, type ReportAddress } from '../report-address'
import type { DnsResolver, Unanswered } from '../resolver'
import { parseTagList, valuesOf } from '../tag-list'
import { isDmarc } from './parse-dmarc'
import { treeWalk } from './tree-walk'

export type Authorisation =
  | { state: 'own' }
  | { state: 'authorised'; name: string; instead: ReportAddress[] }
  | { state: 'refused'; name: string }
  | { state: 'failed'; name: string; why: Unanswered }

export async function authorisationOf(resolver: DnsResolver, policyDomain: string, address: ReportAddress): Promise<Authorisation> {
  const target = address.scheme === 'mailto' ? address.domain : address.host
  const domain = canonicalName(policyDomain)
  const [ours, theirs] = await Promise.all([treeWalk(resolver, domain), treeWalk(resolver, target)])
  for (const walk of [ours, theirs]) if (walk.state === 'failed') return walk
  if (ours.state === 'walked' && theirs.state === 'walked' && ours.organisation === theirs.organisation) return { state: 'own' }
  const name = `${domain}._report._dmarc.${target}`
  if (!isQueryable(name)) return { state: 'refused', name }
  const answer = await resolver.lookup(name, 'TXT')
  if (answer.state === 'failed') return { state: 'failed', name, why: answer.why }
  const text = answer.state === 'found' ? answer.records.find((record) => isDmarc(record.trim())) : undefined
  if (text === undefined) return { state: 'refused', name }
  return { state: 'authorised', name, instead: instead(text, target) }
}

/** Only the host that was named first may be named again: it cannot send the reports on to a third one. */
function instead(text: string, target: string): ReportAddress[] {
  const written =
    valuesOf(parseTagList(text, { foldNames: true }).tags)
      .get('rua')
      ?.split(',') ?? []
  const addresses = written.map((uri) => parseReportAddress(uri)).filter((address) => address !== null)
  return addresses.filter((address) => address.scheme === 'mailto' && address.domain === target)
}
