// A request for a certificate (PKCS #10, RFC 2986): the public key, the names, signed by the key itself. The subject is empty: names are in subjectAltName alone (RFC 8555 7.4).
import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { bits, derValue, integer, objectId, octets, sequence, setOf, tagged } from './der'

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'))
const extensionRequest = objectId('1.2.840.113549.1.9.14')
const subjectAltName = objectId('2.5.29.17')

/** `key`: P-256. */
export function writeRequest(key: KeyObject, names: readonly string[]): Buffer {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const info = sequence(
    integer(Buffer.from([0])),
    sequence(),
    spki,
    tagged(0, sequence(extensionRequest, setOf(sequence(sequence(subjectAltName, octets(alternativeNames(names))))))),
  )
  return sequence(info, ecdsaWithSha256, bits(sign('sha256', info, key)))
}

/** GeneralNames with [2] dNSName. */
export const alternativeNames = (names: readonly string[]): Buffer =>
  sequence(...names.map((name) => derValue(0x82, Buffer.from(name, 'ascii'))))
