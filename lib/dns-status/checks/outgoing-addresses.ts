// From where other servers see the host: the addresses of its name, and those that the panel knows it by. What is behind a router has an address that
// nobody outside ever sees: it counts only where the owner says that private networks are the world here.
import type { DnsResolver } from '#lib/dns/resolver'
import { isPrivateAddress } from '#lib/outbound/private-address'
import type { HostFacts } from '../facts'
import { addressesOf, canonicalIp } from './addresses-of'

/** null: could not be asked. */
export async function outgoingAddresses(resolver: DnsResolver, { name, addresses, allowPrivate }: HostFacts): Promise<string[] | null> {
  const named = await addressesOf(resolver, name)
  if (named.state === 'failed') return null
  const all = new Set([...named.addresses, ...addresses.flatMap(canonicalIp)])
  return [...all].filter((address) => allowPrivate || !isPrivateAddress(address))
}
