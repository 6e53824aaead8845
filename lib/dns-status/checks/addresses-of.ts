// The addresses of a name, both kinds at once, each in the one form that compares.
import { isIPv4 } from 'node:net'
import { parseIp, readableIp } from '#lib/dns/ip'
import { isQueryable } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'

export type Addresses = { state: 'found' | 'none'; addresses: string[] } | { state: 'failed' }

export async function addressesOf(resolver: DnsResolver, name: string): Promise<Addresses> {
  if (!isQueryable(name)) return { state: 'none', addresses: [] }
  const answers = await Promise.all([resolver.lookup(name, 'A'), resolver.lookup(name, 'AAAA')])
  if (answers.some(({ state }) => state === 'failed')) return { state: 'failed' }
  const addresses = answers.flatMap((answer) => (answer.state === 'found' ? answer.records.flatMap(canonicalIp) : []))
  return { state: addresses.length > 0 ? 'found' : 'none', addresses }
}

/** Empty: no address at all. */
export function canonicalIp(text: string): string[] {
  // There is one way to write it only.
  if (isIPv4(text)) return [text]
  const ip = parseIp(text)
  return ip ? [readableIp(ip)] : []
}
