// Who an address is: its name, whether that points back to it (RFC 8601 2.7.3, iprev), and who registered it. Names of strangers: bounded, never followed further.

import { type Ip, parseIp, readableIp, reverseName } from '#lib/dns/ip'
import { canonicalName } from '#lib/dns/name'
import { registrableDomain } from '#lib/dns/public-suffix'
import type { DnsResolver } from '#lib/dns/resolver'
import { cleanText } from './clean-text'

export type LookedUp = { name: string; confirmed: boolean; organisation: string }

/** An address may have any number of names. */
const namesMax = 3

/** null: nobody answered. */
export async function lookUpSource(resolver: DnsResolver, address: string): Promise<LookedUp | null> {
  const ip = parseIp(address)
  const nobody = { name: '', confirmed: false, organisation: '' }
  if (!ip) return nobody
  const answer = await resolver.lookup(reverseName(ip), 'PTR')
  if (answer.state === 'failed') return null
  if (answer.state === 'none') return nobody
  const names = answer.records.slice(0, namesMax).map(canonicalName)
  for (const name of names) {
    const pointsBack = await points(resolver, name, ip)
    if (pointsBack === null) return null
    if (pointsBack) return { name: cleanText(name, 253), confirmed: true, organisation: registrableDomain(name) ?? cleanText(name, 253) }
  }
  return { ...nobody, name: cleanText(names[0] ?? '', 253) }
}

async function points(resolver: DnsResolver, name: string, ip: Ip): Promise<boolean | null> {
  const answer = await resolver.lookup(name, ip.version === 4 ? 'A' : 'AAAA')
  if (answer.state === 'failed') return null
  const wanted = readableIp(ip)
  return answer.state === 'found' && answer.records.some((record) => canonical(record) === wanted)
}

function canonical(text: string): string {
  const ip = parseIp(text)
  return ip ? readableIp(ip) : text
}
