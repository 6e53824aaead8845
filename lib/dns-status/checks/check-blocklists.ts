// Whether lists of senders of unwanted mail name one of the host's addresses (RFC 5782). Such a list answers with an address of 127.0.0.0/8; in
// 127.255.255.0/24 it says that it does not answer this resolver, and whatever else comes back was not said by the list.
import { dottedForm, inNetwork, parseIp } from '#lib/dns/ip'
import type { DnsResolver } from '#lib/dns/resolver'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'
import { outgoingAddresses } from './outgoing-addresses'

type Said = { list: string; address: string; codes: string[] | null }

export async function checkBlocklists(resolver: DnsResolver, host: HostFacts): Promise<CheckResult> {
  if (host.blocklists.length === 0) return tell({})
  const addresses = await outgoingAddresses(resolver, host)
  if (addresses === null) return unanswered()
  const said = await Promise.all(addresses.flatMap((address) => host.blocklists.map((list) => ask(resolver, list, address))))
  const found = said.map(({ list, address, codes }) => `${address} ${list} ${codes === null ? '?' : codes.join(' ') || '–'}`).sort()
  const errors = said.flatMap(({ list, address, codes }) =>
    codes === null || codes.length === 0 ? [] : [finding('listed', { list, address })],
  )
  if (errors.length > 0) return tell({ found, errors })
  return said.some(({ codes }) => codes === null) ? unanswered({ found }) : tell({ found })
}

/** `codes` null: could not be asked. */
async function ask(resolver: DnsResolver, list: string, address: string): Promise<Said> {
  const ip = parseIp(address)
  const reversed = ip ? dottedForm(ip).split('.').toReversed().join('.') : ''
  const answer = await resolver.lookup(`${reversed}.${list}`, 'A')
  if (answer.state === 'failed') return { list, address, codes: null }
  if (answer.state === 'none') return { list, address, codes: [] }
  const codes = answer.records.filter((code) => isIn(code, '127.0.0.0', 8) && !isIn(code, '127.255.255.0', 24)).sort()
  return { list, address, codes: codes.length > 0 ? codes : null }
}

function isIn(address: string, network: string, prefix: number): boolean {
  const [ip, base] = [parseIp(address), parseIp(network)]
  return ip !== null && base !== null && inNetwork(ip, base, prefix)
}
