// What a certificate says of itself. Nothing is believed yet: who issued it, for whom and whether that holds is judged elsewhere. Its texts are a stranger's.
import { createHash, X509Certificate } from 'node:crypto'
import { derParts } from './der'

export type CertificateFacts = {
  /** SHA-256 of the whole, hex. */
  fingerprint: string
  /** SHA-256 of its public key as TLSA 3 1 1 has it, hex. */
  keyDigest: string
  /** DNS names of subjectAltName, lower case. */
  names: string[]
  issuer: string
  notBefore: Date
  notAfter: Date
  /** rsa, ec, ed25519, … */
  keyKind: string
  keyBits: number
  /** md5, sha1: nobody believes it any more. */
  weakSignature: 'md5' | 'sha1' | null
  isAuthority: boolean
  forServers: boolean
}

/** PKCS #1 and X9.62 signature algorithms, as octets of their object identifiers. */
const weak: readonly (readonly [string, 'md5' | 'sha1'])[] = [
  ['2a864886f70d010102', 'md5'],
  ['2a864886f70d010104', 'md5'],
  ['2a864886f70d010105', 'sha1'],
  ['2a8648ce3d0401', 'sha1'],
  ['2a8648ce380403', 'sha1'],
]
const serverAuth = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0']
const namesMax = 500
const curveBits: Record<string, number> = { prime256v1: 256, secp384r1: 384, secp521r1: 521, secp224r1: 224 }

export function readCertificate(certificate: X509Certificate): CertificateFacts {
  const { publicKey: key } = certificate
  const usages = certificate.keyUsage
  return {
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    keyDigest: createHash('sha256')
      .update(key.export({ type: 'spki', format: 'der' }))
      .digest('hex'),
    names: dnsNames(certificate),
    issuer: distinguished(certificate.issuer),
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    keyKind: key.asymmetricKeyType ?? 'unknown',
    keyBits: key.asymmetricKeyDetails?.modulusLength ?? curveBits[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? 256,
    weakSignature: weakSignature(certificate.raw),
    isAuthority: certificate.ca,
    forServers: usages === undefined || usages.some((usage) => serverAuth.includes(usage)),
  }
}

/** Names with characters that no DNS name of a server has are written as JSON by Node and are none of ours. */
function dnsNames({ subjectAltName }: X509Certificate): string[] {
  const found = (subjectAltName ?? '').split(', ').flatMap((part) => (part.startsWith('DNS:') ? [part.slice(4).toLowerCase()] : []))
  return [...new Set(found.filter((name) => /^(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9])?$/.test(name)))].slice(0, namesMax)
}

/** The organisation and the name, of what lies in lines `C=…\nO=…\nCN=…`. */
function distinguished(text: string): string {
  const of = (label: string) => new RegExp(`^${label}=(.*)$`, 'm').exec(text)?.[1]
  const parts = [of('O'), of('CN')].filter((part): part is string => part !== undefined && part !== '')
  // What is no character to look at, turns the text around it, or steers a terminal.
  return (parts.join(' – ') || text.replaceAll('\n', ', ')).replaceAll(/\p{C}/gu, '\ufffd').slice(0, 200)
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280 4.1). */
function weakSignature(raw: Buffer): CertificateFacts['weakSignature'] {
  const [outer] = derParts(raw)
  const [, algorithm] = outer ? derParts(outer.content) : []
  const [id] = algorithm ? derParts(algorithm.content) : []
  const hex = id?.content.toString('hex')
  return weak.find(([known]) => known === hex)?.[1] ?? null
}

/** RFC 6125 6.4: a star stands for the whole leftmost label. */
export const namesCover = (names: readonly string[], asked: string): boolean => {
  const name = asked.toLowerCase()
  const dot = name.indexOf('.')
  return names.includes(name) || (dot > 0 && !name.startsWith('*.') && names.includes(`*${name.slice(dot)}`))
}

const blocks = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+?-----END CERTIFICATE-----/g

/** Every certificate of a text, in its order; null where one does not parse. */
export function certificatesIn(pem: string): X509Certificate[] | null {
  try {
    return (pem.match(blocks) ?? []).map((block) => new X509Certificate(block))
  } catch {
    return null
  }
}

/** PEM as every program takes it: lines of 64, a line feed behind each (RFC 7468). */
export const pemOf = (certificate: X509Certificate): string => {
  const lines = certificate.raw.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
