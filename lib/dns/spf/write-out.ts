// An SPF record with the names of its owner's own hosts written out as addresses: each such term costs a look-up of the ten, and an address none. Names of others stay
// names, for they change their addresses without asking.
import { parseIp, readableIp } from '../ip'
import { canonicalName } from '../name'
import type { DnsResolver } from '../resolver'
import { usesMacro, writeMacroString } from './macro-string'
import { type Directive, type SpfRecord, writeDirective } from './record'

export type WrittenOut = { record: SpfRecord; terms: string[] }

/** A name with more is a farm of somebody's. */
const addressesMax = 8

/** null: nothing can be written out, or it could not be asked. */
export async function writeOut(
  resolver: DnsResolver,
  domain: string,
  record: SpfRecord,
  isOwn: (name: string) => boolean,
): Promise<WrittenOut | null> {
  const parts = await Promise.all(record.directives.map((directive) => addressesOf(resolver, domain, directive, isOwn)))
  const terms = record.directives.flatMap((directive, index) => (parts[index] ? [writeDirective(directive)] : []))
  if (terms.length === 0) return null
  const known = new Set<string>()
  const directives = record.directives.flatMap((directive, index) => (parts[index] ?? [directive]).filter((one) => isNew(known, one)))
  return { record: { ...record, directives }, terms }
}

const isNew = (known: Set<string>, directive: Directive): boolean => {
  const text = writeDirective(directive)
  return !known.has(text) && known.add(text).has(text)
}

async function addressesOf(
  resolver: DnsResolver,
  domain: string,
  { qualifier, mechanism }: Directive,
  isOwn: (name: string) => boolean,
): Promise<Directive[] | null> {
  if ((mechanism.kind !== 'a' && mechanism.kind !== 'mx') || mechanism.prefix4 !== 32 || mechanism.prefix6 !== 128) return null
  if (mechanism.domain && usesMacro(mechanism.domain)) return null
  const name = mechanism.domain ? canonicalName(writeMacroString(mechanism.domain)) : domain
  const hosts = mechanism.kind === 'a' ? [name] : await exchangesOf(resolver, name)
  if (!hosts || hosts.length === 0 || !hosts.every(isOwn)) return null
  const answers = await Promise.all(hosts.flatMap((host) => [resolver.lookup(host, 'A'), resolver.lookup(host, 'AAAA')]))
  if (answers.some(({ state }) => state === 'failed')) return null
  const addresses = answers.flatMap((answer) => (answer.state === 'found' ? answer.records : []))
  if (addresses.length === 0 || addresses.length > addressesMax) return null
  return addresses.flatMap((address) => {
    const ip = parseIp(address)
    if (!ip) return []
    const kind = ip.version === 4 ? 'ip4' : 'ip6'
    return [{ qualifier, mechanism: { kind, address: readableIp(ip), prefix: kind === 'ip4' ? 32 : 128 } }] as Directive[]
  })
}

async function exchangesOf(resolver: DnsResolver, name: string): Promise<string[] | null> {
  const answer = await resolver.lookup(name, 'MX')
  return answer.state === 'found' ? answer.records.map(({ exchange }) => exchange) : null
}
