// A certificate as the panel sent it, looked at once more: whoever sent it, what the daemons get has a key that fits, a chain in order,
// is valid today and carries the names that it is to be shown for.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { HostCertificate } from '#lib/protocol/certificates'
import { AgentError } from '../agent-error'

export type ReadCertificate = HostCertificate & { fingerprint: string }

/** The clocks of an authority and of a host differ. */
const skewMs = 5 * 60_000
const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g

export function readCertificate(given: HostCertificate, now = new Date()): ReadCertificate {
  const [own, ...issuers] = (given.chain.match(block) ?? []).map(parsed)
  if (!own) throw refused('there is none')
  const key = keyOf(given.privateKey)
  if (!own.checkPrivateKey(key)) throw refused('the key is of another one')
  let below = own
  for (const issuer of issuers) {
    if (!below.checkIssued(issuer) || !below.verify(issuer.publicKey)) throw refused('the chain is not in order')
    below = issuer
  }
  for (const one of [own, ...issuers]) {
    if (Date.parse(one.validTo) <= now.getTime()) throw refused(`it ended on ${one.validTo}`)
    if (Date.parse(one.validFrom) > now.getTime() + skewMs) throw refused(`it begins on ${one.validFrom}`)
  }
  for (const name of given.names) if (!carries(own, name)) throw refused(`it does not carry ${name}`)
  return { ...given, fingerprint: own.fingerprint256.replaceAll(':', '').toLowerCase() }
}

function carries(certificate: X509Certificate, name: string): boolean {
  if (!name.startsWith('*.')) return certificate.checkHost(name, { subject: 'never' }) !== undefined
  const alternatives = certificate.subjectAltName?.toLowerCase().split(', ') ?? []
  return alternatives.includes(`dns:${name}`)
}

function parsed(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw refused('it does not parse')
  }
}

function keyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw refused('its key does not parse')
  }
}

const refused = (why: string) => new AgentError('config_refused', `The certificate cannot be installed: ${why}.`)
