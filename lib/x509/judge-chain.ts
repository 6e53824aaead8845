// A chain of certificates: put into the order that servers send it in, without a root, and whether it leads to an authority that everybody knows.
import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'

export type OrderedChain = {
  /** The server's own first; no root. */
  chain: X509Certificate[]
  /** Certificates that belong to no link of it. */
  strangers: X509Certificate[]
  ends: 'known_root' | 'own_root' | 'self_signed' | 'missing_issuer'
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
const isSelfSigned = (certificate: X509Certificate): boolean => isIssuedBy(certificate, certificate)

/** `own`: the one that fits the key. Order is mended, for many authorities deliver it the other way round. */
export function orderChain(own: X509Certificate, others: readonly X509Certificate[]): OrderedChain {
  const left = others.filter(({ fingerprint256 }) => fingerprint256 !== own.fingerprint256)
  const chain = [own]
  if (isSelfSigned(own)) return { chain, strangers: left, ends: 'self_signed' }
  for (;;) {
    const last = chain.at(-1) ?? own
    const index = left.findIndex((one) => isIssuedBy(last, one))
    const [issuer] = index < 0 ? [] : left.splice(index, 1)
    if (!issuer) return { chain, strangers: left, ends: knownRootOf(last) ? 'known_root' : 'missing_issuer' }
    if (isSelfSigned(issuer)) return { chain, strangers: left, ends: isKnownRoot(issuer) ? 'known_root' : 'own_root' }
    chain.push(issuer)
  }
}

let roots: X509Certificate[] | null = null
const knownRoots = (): X509Certificate[] => {
  roots ??= rootCertificates.map((pem) => new X509Certificate(pem))
  return roots
}

const isKnownRoot = (certificate: X509Certificate): boolean =>
  knownRoots().some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)
const knownRootOf = (certificate: X509Certificate): boolean => knownRoots().some((root) => isIssuedBy(certificate, root))
