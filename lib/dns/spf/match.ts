// Whether a mechanism matches the address that sends (RFC 7208 5).
import { type Ip, inNetwork, parseIp } from '../ip'
import { canonicalName, isSameOrBelow } from '../name'
import type { MacroString } from './macro-string'
import type { Mechanism } from './record'
import { expandDomain, namesMax, PermanentError, type SpfSession } from './session'

export async function matches(session: SpfSession, mechanism: Exclude<Mechanism, { kind: 'include' }>, domain: string): Promise<boolean> {
  const { ip } = session.mail
  switch (mechanism.kind) {
    case 'all':
      return true
    case 'ip4':
    case 'ip6':
      return isInWritten(ip, mechanism.address, mechanism.prefix, mechanism.kind)
    case 'exists':
      // 5.7: always A, whatever the sender's address is.
      return (await session.records(await expandDomain(session, mechanism.domain, domain), 'A')).length > 0
    case 'a':
      return hasAddress(session, await target(session, mechanism.domain, domain), mechanism)
    case 'mx':
      return anyMx(session, await target(session, mechanism.domain, domain), mechanism)
    case 'ptr': {
      const above = canonicalName(await target(session, mechanism.domain, domain))
      return (await session.validatedNames()).some((name) => isSameOrBelow(name, above))
    }
  }
}

const target = (session: SpfSession, spec: MacroString | null, domain: string): Promise<string> | string =>
  spec ? expandDomain(session, spec, domain) : domain

function isInWritten(ip: Ip, address: string, prefix: number, kind: 'ip4' | 'ip6'): boolean {
  const network = parseIp(address)
  if (!network) return false
  // ::ffff:192.0.2.0/120 reads as IPv4; its prefix was counted over 128 bits.
  const bits = kind === 'ip6' && network.version === 4 ? prefix - 96 : prefix
  return bits >= 0 && inNetwork(ip, network, bits)
}

type Prefixes = { prefix4: number; prefix6: number }

async function hasAddress(session: SpfSession, name: string, { prefix4, prefix6 }: Prefixes): Promise<boolean> {
  const { ip } = session.mail
  const addresses = await session.records(name, ip.version === 4 ? 'A' : 'AAAA')
  return addresses.some((address) => {
    const network = parseIp(address)
    return network !== null && inNetwork(ip, network, ip.version === 4 ? prefix4 : prefix6)
  })
}

async function anyMx(session: SpfSession, name: string, prefixes: Prefixes): Promise<boolean> {
  const hosts = await session.records(name, 'MX')
  // 4.6.4: more than ten names is an error of the record, not a reason to look at ten of them.
  if (hosts.length > namesMax) throw new PermanentError('spf_too_many_mx', { name, most: namesMax })
  for (const { exchange } of hosts.toSorted((a, b) => a.preference - b.preference)) {
    // 5.4 asks for the addresses of mail hosts; a null MX (RFC 7505) names none.
    if (canonicalName(exchange) !== '' && (await hasAddress(session, exchange, prefixes))) return true
  }
  return false
}
