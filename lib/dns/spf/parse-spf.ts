// The text of an SPF record -> what it says. Any syntax error makes the whole record void (RFC 7208 4.6: permerror), so each is an error here.
import { type Finding, findingsBy, type Reading } from '../finding'
import { parseIp } from '../ip'
import { keepReadings } from '../readings-kept'
import { type MacroString, parseMacroString } from './macro-string'
import { asksDns, type Directive, type Mechanism, type Qualifier, type SpfRecord } from './record'

export const spfRules = {
  spf_not_spf: 'RFC 7208 4.5',
  spf_not_ascii: 'RFC 7208 3.1',
  spf_unknown_mechanism: 'RFC 7208 4.6.1',
  spf_mechanism_syntax: 'RFC 7208 5',
  spf_domain_syntax: 'RFC 7208 7.1',
  spf_network_syntax: 'RFC 7208 5.6',
  spf_modifier_syntax: 'RFC 7208 6',
  spf_modifier_twice: 'RFC 7208 6',
  spf_unknown_modifier: 'RFC 7208 6',
  spf_after_all: 'RFC 7208 5.1',
  spf_redirect_unused: 'RFC 7208 6.1',
  spf_no_default: 'RFC 7208 4.7',
  spf_allows_all: 'RFC 7208 5.1',
  spf_ptr: 'RFC 7208 5.5',
  spf_too_long: 'RFC 7208 3.4',
  spf_term_twice: 'RFC 7208 4.6.4',
  spf_too_many_terms: 'RFC 7208 4.6.4',
} as const
export type SpfCode = keyof typeof spfRules
const finding = findingsBy(spfRules)

/** Answers with name, question and record must fit 512 octets where EDNS does not pass (3.4). */
const comfortableLength = 450
export const lookupsMax = 10

/** Whether a TXT record is one of SPF at all. */
export const isSpf = (text: string): boolean => /^v=spf1(?: |$)/i.test(text)

export const parseSpf = keepReadings(readSpf)

function readSpf(text: string): Reading<SpfRecord, SpfCode> {
  if (!isSpf(text)) return { value: null, errors: [finding('spf_not_spf', { record: text })], warnings: [] }
  const errors: Finding<SpfCode>[] = []
  const record: SpfRecord = { directives: [], redirect: null, exp: null, unknown: [] }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII itself
  if (!/^[\x00-\x7f]*$/.test(text)) errors.push(finding('spf_not_ascii'))
  for (const term of text.slice('v=spf1'.length).split(' ')) {
    if (term === '') continue
    const error = readTerm(term, record)
    if (error) errors.push(error)
  }
  return { value: record, errors, warnings: warningsOf(text, record) }
}

function readTerm(term: string, record: SpfRecord): Finding<SpfCode> | null {
  const modifier = /^([a-z][a-z0-9._-]*)=(.*)$/is.exec(term)
  if (modifier) return readModifier(term, (modifier[1] as string).toLowerCase(), modifier[2] as string, record)
  const directive = readDirective(term)
  if ('code' in directive) return directive
  record.directives.push(directive)
  return null
}

function readModifier(term: string, name: string, text: string, record: SpfRecord): Finding<SpfCode> | null {
  if (name !== 'redirect' && name !== 'exp') {
    const value = parseMacroString(text)
    if (!value) return finding('spf_modifier_syntax', { term })
    record.unknown.push({ name, value })
    return null
  }
  const domain = parseDomainSpec(text)
  if (!domain) return finding('spf_domain_syntax', { term })
  if (record[name]) return finding('spf_modifier_twice', { name })
  record[name] = domain
  return null
}

function readDirective(term: string): Directive | Finding<SpfCode> {
  const [, sign = '', name = '', rest = ''] = /^([-+?~]?)([a-z0-9]*)(.*)$/is.exec(term) ?? []
  const mechanism = readMechanism(term, name.toLowerCase(), rest)
  return 'code' in mechanism ? mechanism : { qualifier: (sign || '+') as Qualifier, mechanism }
}

function readMechanism(term: string, kind: string, rest: string): Mechanism | Finding<SpfCode> {
  switch (kind) {
    case 'all':
      return rest === '' ? { kind } : finding('spf_mechanism_syntax', { term })
    case 'ip4':
    case 'ip6':
      return readNetwork(term, kind, rest)
    case 'include':
    case 'exists': {
      if (!rest.startsWith(':')) return finding('spf_mechanism_syntax', { term })
      const domain = parseDomainSpec(rest.slice(1))
      return domain ? { kind, domain } : finding('spf_domain_syntax', { term })
    }
    case 'a':
    case 'mx':
    case 'ptr':
      return readHosts(term, kind, rest)
    default:
      return finding('spf_unknown_mechanism', { term })
  }
}

const prefixes = /^(.*?)(?:\/(0|[1-9]\d?))?(?:\/\/(0|[1-9]\d{0,2}))?$/s

function readHosts(term: string, kind: 'a' | 'mx' | 'ptr', rest: string): Mechanism | Finding<SpfCode> {
  const [, spec = '', four, six] = kind === 'ptr' ? ['', rest] : (prefixes.exec(rest) ?? [])
  const prefix4 = Number(four ?? 32)
  const prefix6 = Number(six ?? 128)
  if (prefix4 > 32 || prefix6 > 128) return finding('spf_network_syntax', { term })
  if (spec !== '' && !spec.startsWith(':')) return finding('spf_mechanism_syntax', { term })
  const domain = spec === '' ? null : parseDomainSpec(spec.slice(1))
  if (spec !== '' && domain === null) return finding('spf_domain_syntax', { term })
  return kind === 'ptr' ? { kind, domain } : { kind, domain, prefix4, prefix6 }
}

function readNetwork(term: string, kind: 'ip4' | 'ip6', rest: string): Mechanism | Finding<SpfCode> {
  const [, address = '', length] = /^:([^/]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(rest) ?? []
  const ip = kind === 'ip6' || /^\d+(?:\.\d+){3}$/.test(address) ? parseIp(address) : null
  const bits = kind === 'ip4' ? 32 : 128
  const prefix = Number(length ?? bits)
  // An IPv4 address in IPv6 clothes reads as version 4, and is a right ip6 network all the same.
  const right = ip !== null && (kind === 'ip6' ? address.includes(':') : ip.version === 4)
  return right && prefix <= bits ? { kind, address: address.toLowerCase(), prefix } : finding('spf_network_syntax', { term })
}

// domain-end: a top label that is no number, or a macro (7.1). A slash in it is legal in a macro-string, yet no name ends so.
const domainEnd = /(?:\.(?!\d+\.?$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?|%\{[a-z]\d*r?[-.+,/_=]*\})$/i

function parseDomainSpec(text: string): MacroString | null {
  return domainEnd.test(text) ? parseMacroString(text) : null
}

function warningsOf(text: string, record: SpfRecord): Finding<SpfCode>[] {
  const { directives, redirect, unknown } = record
  const warnings: Finding<SpfCode>[] = unknown.map(({ name }) => finding('spf_unknown_modifier', { name }))
  const all = directives.findIndex(({ mechanism }) => mechanism.kind === 'all')
  if (all >= 0 && all < directives.length - 1) warnings.push(finding('spf_after_all', { terms: directives.length - 1 - all }))
  if (all >= 0 && redirect) warnings.push(finding('spf_redirect_unused'))
  if (all < 0 && !redirect) warnings.push(finding('spf_no_default'))
  if (directives[all]?.qualifier === '+') warnings.push(finding('spf_allows_all'))
  if (directives.some(({ mechanism }) => mechanism.kind === 'ptr')) warnings.push(finding('spf_ptr'))
  if (text.length > comfortableLength) warnings.push(finding('spf_too_long', { length: text.length, comfortable: comfortableLength }))
  const terms = text.toLowerCase().split(' ').filter(Boolean)
  for (const term of new Set(terms.filter((term, index) => terms.indexOf(term) !== index)))
    warnings.push(finding('spf_term_twice', { term }))
  const asking = directives.filter(({ mechanism }) => asksDns(mechanism)).length + (redirect && all < 0 ? 1 : 0)
  if (asking > lookupsMax) warnings.push(finding('spf_too_many_terms', { terms: asking, most: lookupsMax }))
  return warnings
}
