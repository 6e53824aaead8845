// What a sender that knows DANE does with one mail server (RFC 7672 2.2): only answers that DNSSEC proved count, and a failed look-up is a reason
// to wait, never to send without. Whether an answer is proved is what the resolver says (AD): it must be one that validates and is trusted.
import { isQueryable } from '../name'
import type { DnsResolver, Tlsa, Unanswered } from '../resolver'
import { parseTlsa } from './parse-tlsa'

export type DaneVerdict =
  /** Senders ask for a certificate that matches. */
  | { state: 'protected'; usable: Tlsa[]; unusable: Tlsa[] }
  /** Records without a usable one: senders encrypt, and check nothing (2.2). */
  | { state: 'unusable'; unusable: Tlsa[] }
  | { state: 'none'; secure: boolean }
  /** There are records, and nobody believes them: the zone is not signed, or its parent does not say so. */
  | { state: 'unsigned'; records: Tlsa[] }
  | { state: 'failed'; name: string; why: Unanswered }

export async function daneVerdict(resolver: DnsResolver, host: string, port = 25): Promise<DaneVerdict> {
  const name = `_${port}._tcp.${host}`
  if (!isQueryable(name)) return { state: 'none', secure: false }
  // 2.2.2: without proved addresses the TLSA records are not even asked for; their servers often fail on types that they do not know.
  const addresses = await Promise.all([resolver.lookup(host, 'A'), resolver.lookup(host, 'AAAA')])
  const failure = addresses.find((answer) => answer.state === 'failed')
  if (failure) return { state: 'failed', name: host, why: failure.why }
  const proved = addresses.every((answer) => answer.state !== 'failed' && answer.secure)
  const answer = await resolver.lookup(name, 'TLSA')
  if (answer.state === 'failed') return proved ? { state: 'failed', name, why: answer.why } : { state: 'none', secure: false }
  if (answer.state === 'none') return { state: 'none', secure: answer.secure }
  if (!answer.secure || !proved) return { state: 'unsigned', records: answer.records }
  const usable = answer.records.filter((record) => parseTlsa(record).value !== null)
  const unusable = answer.records.filter((record) => parseTlsa(record).value === null)
  return usable.length > 0 ? { state: 'protected', usable, unusable } : { state: 'unusable', unusable }
}

export type Dnssec = { state: 'secure' } | { state: 'insecure' } | { state: 'failed'; why: Unanswered }

/** Whether the zone of a name is signed and its chain holds. SERVFAIL of a validating resolver may be a broken signature: it is told as what it is. */
export async function dnssecOf(resolver: DnsResolver, name: string): Promise<Dnssec> {
  const answer = await resolver.lookup(name, 'SOA')
  if (answer.state === 'failed') return { state: 'failed', why: answer.why }
  return { state: answer.secure ? 'secure' : 'insecure' }
}
