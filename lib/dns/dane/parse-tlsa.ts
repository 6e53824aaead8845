// TLSA records of mail servers: which senders can use, and what they match (RFC 6698 2.1, RFC 7671 5, RFC 7672 3.1).
import { createHash, type X509Certificate } from 'node:crypto'
import { type Finding, findingsBy, type Reading } from '../finding'
import type { Tlsa } from '../resolver'

export const tlsaRules = {
  tlsa_usage_pkix: 'RFC 7672 3.1.3',
  tlsa_usage: 'RFC 6698 2.1.1',
  tlsa_selector: 'RFC 6698 2.1.2',
  tlsa_matching_type: 'RFC 6698 2.1.3',
  tlsa_digest_length: 'RFC 6698 2.1.4',
  tlsa_no_digest: 'RFC 7671 10.1.2',
  tlsa_sha512: 'RFC 7671 9',
  tlsa_end_entity_whole: 'RFC 7671 5.1',
} as const
export type TlsaCode = keyof typeof tlsaRules
const finding = findingsBy(tlsaRules)

const digests = { 1: 'sha256', 2: 'sha512' } as const
const digestLengths: Record<number, number> = { 1: 64, 2: 128 }

/** A record with errors is unusable: senders pass over it. */
export function parseTlsa(record: Tlsa): Reading<Tlsa, TlsaCode> {
  const { usage, selector, matchingType, data } = record
  const errors: Finding<TlsaCode>[] = []
  const warnings: Finding<TlsaCode>[] = []
  if (usage === 0 || usage === 1) errors.push(finding('tlsa_usage_pkix', { usage }))
  else if (usage > 3) errors.push(finding('tlsa_usage', { usage }))
  if (selector > 1) errors.push(finding('tlsa_selector', { selector }))
  if (matchingType > 2) errors.push(finding('tlsa_matching_type', { matchingType }))
  else if (matchingType > 0 && data.length !== digestLengths[matchingType])
    errors.push(finding('tlsa_digest_length', { matchingType, octets: data.length / 2 }))
  else if (matchingType === 0) warnings.push(finding('tlsa_no_digest'))
  if (matchingType === 2) warnings.push(finding('tlsa_sha512'))
  if (usage === 3 && selector === 0) warnings.push(finding('tlsa_end_entity_whole'))
  return { value: errors.length === 0 ? record : null, errors, warnings }
}

/** What a record of this form says of a certificate. */
export function tlsaDataOf(certificate: X509Certificate, selector: number, matchingType: number): string {
  const content = selector === 0 ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' })
  return matchingType === 0
    ? content.toString('hex')
    : createHash(digests[matchingType as 1 | 2])
        .update(content)
        .digest('hex')
}

/** Whether any usable record stands for the chain that the server shows, its own certificate first: usage 3 for it, 2 for one above it. */
export function matchesTlsa(records: readonly Tlsa[], chain: readonly X509Certificate[]): boolean {
  return records.some((record) => {
    const { value } = parseTlsa(record)
    if (!value) return false
    const candidates = value.usage === 3 ? chain.slice(0, 1) : chain.slice(1)
    return candidates.some((certificate) => tlsaDataOf(certificate, value.selector, value.matchingType) === value.data)
  })
}

export const writeTlsa = ({ usage, selector, matchingType, data }: Tlsa): string => `${usage} ${selector} ${matchingType} ${data}`
