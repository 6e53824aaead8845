// Whether each address that mail leaves from has a name that leads back to it (RFC 1912 2.1): without one, large receivers refuse mail.
import type { Finding } from '#lib/dns/finding'
import { parseIp, reverseName } from '#lib/dns/ip'
import { canonicalName } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult, PasteRecord } from '../schema'
import { tell, unanswered } from '../tell'
import { addressesOf } from './addresses-of'
import { outgoingAddresses } from './outgoing-addresses'

/** A name beyond these is somebody's list of customers. */
const namesMax = 10

export type Reversed = { address: string; names: string[] /** Those that lead back. */; confirmed: string[] }

/** null: could not be asked. */
export async function reversedAddresses(resolver: DnsResolver, host: HostFacts): Promise<Reversed[] | null> {
  const addresses = await outgoingAddresses(resolver, host)
  const all = await Promise.all((addresses ?? []).map((address) => reversed(resolver, address)))
  return addresses === null || all.includes(null) ? null : all.flatMap((one) => one ?? [])
}

async function reversed(resolver: DnsResolver, address: string): Promise<Reversed | null> {
  const ip = parseIp(address)
  const answer = ip ? await resolver.lookup(reverseName(ip), 'PTR') : null
  if (!answer || answer.state === 'failed') return null
  const names = answer.state === 'found' ? answer.records.slice(0, namesMax) : []
  const leads = await Promise.all(names.map((name) => addressesOf(resolver, name)))
  if (leads.some(({ state }) => state === 'failed')) return null
  const confirmed = names.filter((_, index) => {
    const lead = leads[index]
    return lead !== undefined && lead.state !== 'failed' && lead.addresses.includes(address)
  })
  return { address, names, confirmed }
}

export async function checkReverse(resolver: DnsResolver, host: HostFacts): Promise<CheckResult> {
  const all = await reversedAddresses(resolver, host)
  if (all === null) return unanswered()
  const told = all.map((one) => ({ ...one, error: wrong(one) }))
  return tell({
    found: told.flatMap(({ address, names }) => names.map((name) => `${address} ${name}.`)).sort(),
    expected: told.map(({ address }) => `${address} ${host.name}.`).sort(),
    errors: told.flatMap(({ error }) => error ?? []),
    records: told.filter(({ error }) => error !== null).map(({ address }) => recordFor(address, host.name)),
  })
}

function wrong({ address, names, confirmed }: Reversed): Finding | null {
  if (names.length === 0) return finding('ptr_none', { address })
  return confirmed.length > 0 ? null : finding('ptr_unconfirmed', { address, name: names.map(canonicalName).join(', ') })
}

function recordFor(address: string, name: string): PasteRecord {
  const ip = parseIp(address)
  return { name: ip ? reverseName(ip) : address, type: 'PTR', value: `${name}.` }
}
