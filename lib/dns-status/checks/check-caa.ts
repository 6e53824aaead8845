// Who may issue certificates for the domain: the records of the nearest name upwards that has some (RFC 8659 3).
import { labelsOf } from '#lib/dns/name'
import { parseCaa } from '#lib/dns/parse-caa'
import type { Caa, DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

const written = ({ flags, tag, value }: Caa): string => `${flags} ${tag} "${value}"`

export async function checkCaa(resolver: DnsResolver, { name }: Pick<DomainFacts, 'name'>): Promise<CheckResult> {
  const labels = labelsOf(name)
  for (let cut = 0; cut < labels.length; cut++) {
    const answer = await resolver.lookup(labels.slice(cut).join('.'), 'CAA')
    if (answer.state === 'failed') return unanswered()
    if (answer.state === 'none') continue
    const { errors, warnings } = parseCaa(answer.records)
    return tell({ found: answer.records.map(written).sort(), errors, warnings })
  }
  return tell({})
}
