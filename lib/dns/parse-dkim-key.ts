// The DKIM key in the DNS (RFC 6376 3.6.1, with RFC 8301 on sizes and hashes and RFC 8463 on Ed25519).
import { createPublicKey, type KeyObject } from 'node:crypto'
import { type Finding, findingsBy, type Reading } from './finding'
import { parseTagList, type Tag, tagListRules, valuesOf, writeTagList } from './tag-list'

export const dkimRules = {
  ...tagListRules,
  dkim_version: 'RFC 6376 3.6.1',
  dkim_version_place: 'RFC 6376 3.6.1',
  dkim_no_key: 'RFC 6376 3.6.1',
  dkim_key_type: 'RFC 6376 3.6.1',
  dkim_key_unreadable: 'RFC 6376 3.6.1',
  dkim_key_too_short: 'RFC 8301 3.2',
  dkim_key_short: 'RFC 8301 3.2',
  dkim_hash_unknown: 'RFC 6376 3.6.1',
  dkim_hash_sha1: 'RFC 8301 3.1',
  dkim_service: 'RFC 6376 3.6.1',
  dkim_flag_unknown: 'RFC 6376 3.6.1',
  dkim_testing: 'RFC 6376 3.6.1',
  dkim_revoked: 'RFC 6376 3.6.1',
  dkim_unknown_tag: 'RFC 6376 3.2',
} as const
export type DkimCode = keyof typeof dkimRules
const finding = findingsBy(dkimRules)

export type DkimKey = {
  type: 'rsa' | 'ed25519'
  /** base64 as written in `p`, without spaces; empty: the key was revoked. */
  publicKey: string
  /** Size of the modulus, 256 for Ed25519; null when revoked or unreadable. */
  bits: number | null
  /** `h`: the hashes that are allowed; null: all. */
  hashes: string[] | null
  services: string[]
  /** `y`: mail of this domain is a test of DKIM; `s`: no subdomains in `i=`. */
  flags: string[]
  notes: string | null
}

const known = ['v', 'h', 'k', 'n', 'p', 's', 't']
const shortest = 1024
const recommended = 2048

export function parseDkimKey(text: string): Reading<DkimKey, DkimCode> {
  const { tags, errors: wrong, warnings: odd } = parseTagList(text)
  const errors: Finding<DkimCode>[] = [...wrong]
  const warnings: Finding<DkimCode>[] = [...odd]
  const values = valuesOf(tags)
  for (const { name } of tags) if (!known.includes(name)) warnings.push(finding('dkim_unknown_tag', { tag: name }))
  const version = values.get('v')
  if (version !== undefined && version !== 'DKIM1') errors.push(finding('dkim_version', { version }))
  else if (version !== undefined && tags[0]?.name !== 'v') errors.push(finding('dkim_version_place'))
  const type = values.get('k') ?? 'rsa'
  const written = values.get('p')
  if (written === undefined) errors.push(finding('dkim_no_key'))
  if (type !== 'rsa' && type !== 'ed25519') errors.push(finding('dkim_key_type', { type }))
  if (written === undefined || (type !== 'rsa' && type !== 'ed25519')) return { value: null, errors, warnings }

  const publicKey = written.replace(/\s+/g, '')
  const key: DkimKey = {
    type,
    publicKey,
    bits: null,
    hashes: listOf(values.get('h')),
    services: listOf(values.get('s')) ?? ['*'],
    flags: listOf(values.get('t')) ?? [],
    notes: values.get('n') ?? null,
  }
  readMeaning(key, errors, warnings)
  return { value: key, errors, warnings }
}

const listOf = (value: string | undefined): string[] | null =>
  value === undefined
    ? null
    : value
        .split(':')
        .map((part) => part.trim())
        .filter(Boolean)

function readMeaning(key: DkimKey, errors: Finding<DkimCode>[], warnings: Finding<DkimCode>[]): void {
  if (key.publicKey === '') warnings.push(finding('dkim_revoked'))
  else {
    key.bits = bitsOf(key.type, key.publicKey)
    if (key.bits === null) errors.push(finding('dkim_key_unreadable', { type: key.type }))
    else if (key.type === 'rsa' && key.bits < shortest) errors.push(finding('dkim_key_too_short', { bits: key.bits, least: shortest }))
    else if (key.type === 'rsa' && key.bits < recommended) warnings.push(finding('dkim_key_short', { bits: key.bits, recommended }))
  }
  if (key.hashes && !key.hashes.includes('sha256')) {
    errors.push(finding(key.hashes.includes('sha1') ? 'dkim_hash_sha1' : 'dkim_hash_unknown', { hashes: key.hashes.join(':') }))
  }
  if (!key.services.some((service) => service === '*' || service === 'email'))
    errors.push(finding('dkim_service', { services: key.services.join(':') }))
  if (key.flags.includes('y')) warnings.push(finding('dkim_testing'))
  for (const flag of key.flags) if (flag !== 'y' && flag !== 's') warnings.push(finding('dkim_flag_unknown', { flag }))
}

/** The size of the key that receivers will use, or null when they cannot read it. */
function bitsOf(type: DkimKey['type'], publicKey: string): number | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(publicKey)) return null
  const bytes = Buffer.from(publicKey, 'base64')
  // RFC 8463 4.1: the 32 bytes themselves, no ASN.1 around them.
  if (type === 'ed25519') return bytes.length === 32 ? 256 : null
  // RFC 6376 says RSAPublicKey, the field publishes SubjectPublicKeyInfo; verifiers read both (errata 3017).
  for (const form of ['spki', 'pkcs1'] as const) {
    const key = publicKeyFrom(bytes, form)
    if (key) return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? null) : null
  }
  return null
}

function publicKeyFrom(bytes: Buffer, type: 'spki' | 'pkcs1'): KeyObject | null {
  try {
    return createPublicKey({ key: bytes, format: 'der', type })
  } catch {
    return null
  }
}

export function writeDkimKey({ type, publicKey, hashes, services, flags, notes }: DkimKey): string {
  const tags: Tag[] = [{ name: 'v', value: 'DKIM1' }]
  if (hashes) tags.push({ name: 'h', value: hashes.join(':') })
  if (type !== 'rsa') tags.push({ name: 'k', value: type })
  if (notes !== null) tags.push({ name: 'n', value: notes })
  if (services.join(':') !== '*') tags.push({ name: 's', value: services.join(':') })
  if (flags.length > 0) tags.push({ name: 't', value: flags.join(':') })
  return writeTagList([...tags, { name: 'p', value: publicKey }])
}
