// Whether the name by which the host greets other servers is one that they can find, and that its address has too (RFC 5321 4.1.1.1).
import { canonicalName, isHostName } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'
import { addressesOf } from './addresses-of'
import { reversedAddresses } from './check-reverse'

export async function checkHelo(resolver: DnsResolver, host: HostFacts): Promise<CheckResult> {
  const name = canonicalName(host.name)
  const found = [name]
  if (!isHostName(name)) return tell({ found, errors: [finding('helo_not_a_name', { name })] })
  const [lead, reverse] = await Promise.all([addressesOf(resolver, name), reversedAddresses(resolver, host)])
  if (lead.state === 'failed' || reverse === null) return unanswered({ found })
  if (lead.state === 'none') return tell({ found, errors: [finding('helo_unknown', { name })] })
  // An address without a name is the matter of the other check.
  const others = reverse.filter(({ names }) => names.length > 0 && !names.includes(name))
  const warnings = others.map(({ address, names }) => finding('helo_other_than_ptr', { name, address, names: names.join(', ') }))
  return tell({ found, expected: found, warnings })
}
