// Addresses as people write them -> canonical text, by the same schemas that the agent uses. What cannot be written into a map, a
// passwd-file or a path as it is does not get past here. Unicode local parts (RFC 6531) are refused with their own word.
import { address as addressSchema, hostedLocalPart } from '#lib/protocol/names'
import { parseDomain } from './parse-domain'

export type ParsedAddress = { address: string; localPart: string; domain: string; unicodeDomain: string }
export type AddressMistake =
  | 'invalid_address'
  | 'invalid_domain'
  | 'invalid_local_part'
  | 'local_part_not_ascii'
  | 'local_part_too_long'
  | 'address_too_long'
type Parsed = { ok: true; value: ParsedAddress } | { ok: false; code: AddressMistake }

const no = (code: AddressMistake): Parsed => ({ ok: false, code })

/** Any address that mail may be sent on to. The local part stays as written: its case may matter to its owner (RFC 5321 2.4). */
export function parseAddress(text: string): Parsed {
  const split = splitAddress(text)
  if (!split || split.localPart === '') return no('invalid_address')
  if (!isAscii(split.localPart)) return no('local_part_not_ascii')
  if (split.localPart.length > 64) return no('local_part_too_long')
  return whole(split)
}

/** An address that this installation holds: its local part is lower case and has no plus. */
export function parseHostedAddress(text: string): Parsed {
  const split = splitAddress(text)
  if (!split || split.localPart === '') return no('invalid_address')
  if (!isAscii(split.localPart)) return no('local_part_not_ascii')
  const localPart = hostedLocalPart.safeParse(split.localPart.toLowerCase())
  if (!localPart.success) return no(split.localPart.length > 64 ? 'local_part_too_long' : 'invalid_local_part')
  return whole({ localPart: localPart.data, domainText: split.domainText })
}

/** `@example.org`: every address of a domain, as the catch-all and send-as write it. */
export function parseWholeDomain(text: string): Parsed {
  const split = splitAddress(text)
  if (split?.localPart !== '') return no('invalid_address')
  const domain = parseDomain(split.domainText)
  if (!domain) return no('invalid_domain')
  return { ok: true, value: { address: `@${domain.name}`, localPart: '', domain: domain.name, unicodeDomain: domain.unicodeName } }
}

function splitAddress(text: string): { localPart: string; domainText: string } | null {
  const trimmed = text.trim()
  const at = trimmed.lastIndexOf('@')
  return at < 0 || trimmed.length > 400 ? null : { localPart: trimmed.slice(0, at), domainText: trimmed.slice(at + 1) }
}

function whole({ localPart, domainText }: { localPart: string; domainText: string }): Parsed {
  // "a@ example.org" is a slip that trimming would hide.
  const domain = /\s/.test(domainText) ? null : parseDomain(domainText)
  if (!domain) return no('invalid_domain')
  const address = `${localPart}@${domain.name}`
  if (address.length > 254) return no('address_too_long')
  if (!addressSchema.safeParse(address).success) return no('invalid_address')
  return { ok: true, value: { address, localPart, domain: domain.name, unicodeDomain: domain.unicodeName } }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is the ASCII table itself
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
export const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'))
