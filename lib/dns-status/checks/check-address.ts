// Whether the host's name leads to the host.
import type { DnsResolver } from '#lib/dns/resolver'
import { isPrivateAddress } from '#lib/outbound/private-address'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'
import { addressesOf, canonicalIp } from './addresses-of'

export async function checkAddress(resolver: DnsResolver, { name, addresses, allowPrivate }: HostFacts): Promise<CheckResult> {
  const known = addresses.flatMap(canonicalIp).filter((address) => allowPrivate || !isPrivateAddress(address))
  const records = known.map((address) => ({ name, type: address.includes(':') ? 'AAAA' : 'A', value: address }))
  const lead = await addressesOf(resolver, name)
  if (lead.state === 'failed') return unanswered({ expected: known })
  const found = lead.addresses.toSorted()
  if (found.length === 0) return tell({ expected: known, errors: [finding('host_no_address', { name })], records })
  const missing = known.filter((address) => !found.includes(address))
  const warnings = missing.map((address) => finding('host_other_address', { name, address }))
  return tell({ found, expected: known, warnings, ...(missing.length > 0 && { records }) })
}
