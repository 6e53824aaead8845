// One question to a list of unwanted addresses or names, and whether the list is one at all (RFC 5782). Such a list answers with an address of 127.0.0.0/8; in
// 127.255.255.0/24 it says that it does not answer this resolver, and whatever else comes back was not said by the list. Of each there is an entry that
// must be there and one that must not: a list whose zone was given up names everybody, and one that is empty nobody.
import { dottedForm, inNetwork, parseIp } from '#lib/dns/ip'
import { isQueryable } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'

/** `codes` null: could not be asked. */
export type Said = { list: string; subject: string; codes: string[] | null }
export type Proof = 'proved' | 'broken' | 'unanswered'

export const lineOf = ({ list, subject, codes }: Said): string => `${subject} ${list} ${codes === null ? '?' : codes.join(' ') || '–'}`

export async function askAddressList(resolver: DnsResolver, list: string, address: string): Promise<Said> {
  const ip = parseIp(address)
  const reversed = ip ? dottedForm(ip).split('.').toReversed().join('.') : ''
  return { list, subject: address, codes: await codesAt(resolver, `${reversed}.${list}`) }
}

export const askNameList = async (resolver: DnsResolver, list: string, name: string): Promise<Said> => ({
  list,
  subject: name,
  codes: await codesAt(resolver, `${name}.${list}`),
})

/** RFC 5782 5: 127.0.0.2 is on every list of addresses, 127.0.0.1 on none. */
export const isProvedAddressList = (resolver: DnsResolver, list: string): Promise<Proof> =>
  proofOf(codesAt(resolver, `2.0.0.127.${list}`), codesAt(resolver, `1.0.0.127.${list}`))

/** The same: TEST, and INVALID. */
export const isProvedNameList = (resolver: DnsResolver, list: string): Promise<Proof> =>
  proofOf(codesAt(resolver, `test.${list}`), codesAt(resolver, `invalid.${list}`))

async function proofOf(there: Promise<string[] | null>, notThere: Promise<string[] | null>): Promise<Proof> {
  const [one, other] = await Promise.all([there, notThere])
  if (one === null || other === null) return 'unanswered'
  return one.length > 0 && other.length === 0 ? 'proved' : 'broken'
}

async function codesAt(resolver: DnsResolver, name: string): Promise<string[] | null> {
  // A name that is too long to be asked for is on no list.
  if (!isQueryable(name)) return []
  const answer = await resolver.lookup(name, 'A')
  if (answer.state === 'failed') return null
  if (answer.state === 'none') return []
  const codes = answer.records.filter((code) => isIn(code, '127.0.0.0', 8) && !isIn(code, '127.255.255.0', 24)).sort()
  return codes.length > 0 ? codes : null
}

function isIn(address: string, network: string, prefix: number): boolean {
  const [ip, base] = [parseIp(address), parseIp(network)]
  return ip !== null && base !== null && inNetwork(ip, base, prefix)
}
