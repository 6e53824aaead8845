// Domain names as people write them -> what travels (A-labels, lower case) and what people read (U-labels). UTS 46, non-transitional
// (so that faß.example is not fass.example), STD3 rules, DNS lengths. A look-alike name is not an error here: both forms are shown.
// Server only: the mapping tables weigh too much for a browser.
import { toASCII, toUnicode } from 'tr46'
import { type DomainName, domainName } from '#lib/protocol/names'

export type ParsedDomain = { name: DomainName; unicodeName: string }

const rules = {
  checkBidi: true,
  checkJoiners: true,
  useSTD3ASCIIRules: true,
  verifyDNSLength: true,
  transitionalProcessing: false,
} as const
/** Longer text is not looked at: 253 octets at most travel (RFC 1035 2.3.4), and a U-label is never longer in characters. */
const textMax = 260

export function parseDomain(text: string): ParsedDomain | null {
  const trimmed = text.trim().replace(/\.$/, '')
  if (trimmed.length > textMax) return null
  const parsed = domainName.safeParse(toASCII(trimmed, rules))
  if (parsed.success && parsed.data.includes('xn--') && !isIdna2008(toUnicode(parsed.data, rules).domain)) return null
  // RFC 3696 2: a top-level name is never all digits; such text is an IPv4 address or a mistake.
  if (!parsed.success || /\.\d+$/.test(parsed.data)) return null
  return { name: parsed.data, unicodeName: unicodeDomain(parsed.data) }
}

// RFC 5892 2: letters, marks and digits, without old Hangul jamo, and the few signs that Appendix A.3-A.9 and 2.6 let through. UTS 46 lets
// signs pass that no registry may give out and that RFC 6531 mail cannot carry; joiners were checked with their neighbours by tr46.
const idna2008 = /^(?:[.a-z0-9-]|[\p{L}\p{M}\p{Nd}]|[\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb\u200c\u200d])*$/u
const oldHangul = /[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]/u
const isIdna2008 = (name: string): boolean => idna2008.test(name) && !oldHangul.test(name)

/** The U-label form of a stored name; a name that has none is given back as it is. */
export function unicodeDomain(name: string): string {
  if (!name.includes('xn--')) return name
  const { domain, error } = toUnicode(name, rules)
  return error ? name : domain
}

/** The same for `local@name` and `@name`. */
export function unicodeAddress(address: string): string {
  if (!address.includes('xn--')) return address
  const at = address.lastIndexOf('@')
  return address.slice(0, at + 1) + unicodeDomain(address.slice(at + 1))
}
