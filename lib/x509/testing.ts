// Certificates for tests, with any dates and names: an authority, one between, servers.
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, derValue, integer, objectId, octets, sequence, setOf, tagged, truth, utf8 } from './der'
import { alternativeNames } from './write-request'

export type Issued = { pem: string; key: KeyObject; privateKey: string; name: string }
type Wish = {
  names?: readonly string[]
  from?: Date
  to?: Date
  authority?: boolean
  by?: Issued
  rsaBits?: number
  hash?: 'sha256' | 'sha1'
  key?: KeyObject
}

const dayMs = 86_400_000
const time = (date: Date) => derValue(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]|\.\d{3}/g, '')}`))
const named = (name: string) => sequence(setOf(sequence(objectId('2.5.4.3'), utf8(name))))
const extension = (id: string, content: Uint8Array, critical = false) =>
  sequence(objectId(id), ...(critical ? [truth] : []), octets(content))

export function issue(name: string, { names, from, to, authority = false, by, rsaBits, hash = 'sha256', key: given }: Wish = {}): Issued {
  const key =
    given ??
    (rsaBits ? generateKeyPairSync('rsa', { modulusLength: rsaBits }) : generateKeyPairSync('ec', { namedCurve: 'P-256' })).privateKey
  const signer = by?.key ?? key
  const isRsa = signer.asymmetricKeyType === 'rsa'
  const algorithm = isRsa
    ? sequence(objectId(hash === 'sha1' ? '1.2.840.113549.1.1.5' : '1.2.840.113549.1.1.11'), derValue(0x05))
    : sequence(objectId(hash === 'sha1' ? '1.2.840.10045.4.1' : '1.2.840.10045.4.3.2'))
  const extensions = [
    extension('2.5.29.19', authority ? sequence(truth) : sequence(), true),
    ...(authority ? [] : [extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1')))]),
    ...(names ? [extension('2.5.29.17', alternativeNames(names))] : []),
  ]
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    named(by?.name ?? name),
    sequence(time(from ?? new Date(Date.now() - dayMs)), time(to ?? new Date(Date.now() + 90 * dayMs))),
    named(name),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  )
  const der = sequence(content, algorithm, bits(sign(hash, content, signer)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return {
    pem: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key,
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    name,
  }
}
