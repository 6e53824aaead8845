// A certificate that somebody brings: what they paste is put in order, and refused in words where it could not work.
import { createPrivateKey, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { deny } from '#lib/refusals'
import { type OrderedChain, orderChain } from '#lib/x509/judge-chain'
import { type CertificateFacts, certificatesIn, pemOf, readCertificate } from '#lib/x509/read-certificate'

export type ReadUpload = { facts: CertificateFacts; chainEnd: OrderedChain['ends']; chain: string; privateKey: string }

const rsaBitsMin = 2048
const ecBitsMin = 256
const chainMax = 8

type Upload = { certificate: string; privateKey: string; ownAuthority: boolean }

export function readUpload({ certificate, privateKey, ownAuthority }: Upload, now = new Date()): ReadUpload {
  // Some deliver all in one file.
  const given = certificatesIn(`${certificate}\n${privateKey}`)
  if (given === null) return deny('cert_unreadable', 'certificate')
  if (given.length === 0) return deny('cert_none', 'certificate')
  const key = keyIn(privateKey)
  const own = given.find((one) => fits(one, key))
  if (!own) return deny('cert_key_other', 'privateKey')
  const facts = readCertificate(own)
  requireUsable(facts, key, now)
  const { chain, ends } = orderChain(
    own,
    given.filter((one) => one !== own),
  )
  if (chain.length > chainMax) deny('cert_unreadable', 'certificate')
  if (ends !== 'known_root' && !ownAuthority)
    deny(ends === 'missing_issuer' ? 'cert_chain_incomplete' : 'cert_untrusted', 'certificate', { issuer: facts.issuer })
  for (const one of chain.slice(1)) requireBelievable(readCertificate(one), now)
  return {
    facts,
    chainEnd: ends,
    chain: chain.map(pemOf).join(''),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function keyIn(text: string): KeyObject {
  if (/ENCRYPTED/.test(text)) deny('cert_key_encrypted', 'privateKey')
  const [pem] = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[\sA-Za-z0-9+/=]+?-----END (?:RSA |EC )?PRIVATE KEY-----/.exec(text) ?? []
  try {
    return createPrivateKey(pem ?? '')
  } catch {
    return deny('cert_key_unreadable', 'privateKey')
  }
}

function fits(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.checkPrivateKey(key)
  } catch {
    return false
  }
}

function requireUsable(facts: CertificateFacts, key: KeyObject, now: Date): void {
  requireBelievable(facts, now)
  if (facts.names.length === 0) deny('cert_no_names', 'certificate')
  if (!facts.forServers) deny('cert_not_for_servers', 'certificate')
  const kind = createPublicKey(key).asymmetricKeyType
  if (kind !== 'rsa' && kind !== 'ec') deny('cert_key_kind', 'privateKey', { kind: kind ?? '' })
}

function requireBelievable({ notBefore, notAfter, keyKind, keyBits, weakSignature }: CertificateFacts, now: Date): void {
  if (notAfter <= now) deny('cert_ended', 'certificate', { date: notAfter.toISOString().slice(0, 10) })
  if (notBefore > now) deny('cert_not_yet', 'certificate', { date: notBefore.toISOString().slice(0, 10) })
  if ((keyKind === 'rsa' && keyBits < rsaBitsMin) || (keyKind === 'ec' && keyBits < ecBitsMin))
    deny('cert_weak_key', 'certificate', { bits: keyBits })
  if (weakSignature) deny('cert_weak_signature', 'certificate', { signature: weakSignature.toUpperCase() })
}
