// Whether senders that know DANE insist on the host's certificate (RFC 7672), and can: the records stand for what port 25 was last seen to show, and for the certificate
// that comes next.
import { X509Certificate } from 'node:crypto'
import { daneVerdict } from '#lib/dns/dane/dane-verdict'
import { matchesTlsa, parseTlsa, tlsaDataOf, writeTlsa } from '#lib/dns/dane/parse-tlsa'
import type { DnsResolver, Tlsa } from '#lib/dns/resolver'
import { certificatesIn } from '#lib/x509/read-certificate'
import type { HostFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult, PasteRecord } from '../schema'
import { tell, unanswered } from '../tell'

export async function checkDane(resolver: DnsResolver, facts: HostFacts): Promise<CheckResult> {
  const { name, validating, nextChains } = facts
  const verdict = await daneVerdict(resolver, name)
  switch (verdict.state) {
    case 'failed':
      return unanswered()
    case 'none':
      // A record for a key that somebody else changes would stop mail on the day of that change.
      return verdict.secure && validating && isOurs(facts) ? tell(wantedOf(facts)) : tell({})
    case 'unsigned': {
      const found = linesOf(verdict.records)
      // A resolver that proves nothing says nothing about proofs.
      return validating
        ? tell({ found, warnings: [finding('dane_unsigned', { name }), ...oddities(verdict.records)] })
        : unanswered({ found })
    }
    case 'unusable':
      return tell({ found: linesOf(verdict.unusable), errors: [finding('dane_unusable', { name })], warnings: oddities(verdict.unusable) })
    case 'protected': {
      const records = [...verdict.usable, ...verdict.unusable]
      const chain = shownIn(facts)
      const isOther = chain.length > 0 && !matchesTlsa(verdict.usable, chain)
      const missing = nextChains.filter((pem) => !matchesTlsa(verdict.usable, certificatesIn(pem) ?? []))
      return tell({
        found: linesOf(records),
        errors: isOther ? [finding('dane_other_certificate', { name })] : [],
        warnings: [...(missing.length > 0 ? [finding('dane_next_missing', { name })] : []), ...oddities(records)],
        records: isOther || missing.length > 0 ? wantedOf(facts).records : [],
      })
    }
  }
}

const shownIn = ({ shown }: HostFacts): X509Certificate[] => shown.flatMap((der) => certificateIn(der) ?? [])
const ownIn = (chains: readonly string[]): X509Certificate[] => chains.flatMap((pem) => certificatesIn(pem)?.slice(0, 1) ?? [])

const isOurs = (facts: HostFacts): boolean => {
  const [own] = shownIn(facts)
  return own !== undefined && ownIn(facts.currentChains).some(({ fingerprint256 }) => fingerprint256 === own.fingerprint256)
}

/** A record each for what is shown and for what comes next. */
function wantedOf(facts: HostFacts): { expected: string[]; records: PasteRecord[] } {
  const certificates = [...shownIn(facts).slice(0, 1), ...ownIn(facts.nextChains)]
  const expected = [...new Set(certificates.map((one) => `3 1 1 ${tlsaDataOf(one, 1, 1)}`))]
  return { expected, records: expected.map((value) => ({ name: `_25._tcp.${facts.name}`, type: 'TLSA', value })) }
}

function certificateIn(der: string): X509Certificate | null {
  try {
    return new X509Certificate(Buffer.from(der, 'base64'))
  } catch {
    return null
  }
}

const linesOf = (records: readonly Tlsa[]): string[] => records.map(writeTlsa).sort()
const oddities = (records: readonly Tlsa[]) =>
  records.flatMap((record) => {
    const { errors, warnings } = parseTlsa(record)
    return [...errors, ...warnings]
  })
