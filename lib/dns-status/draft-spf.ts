// The next SPF record of a domain from whom it wants to send: its host or smart host, addresses, and services that say for themselves who they are. What somebody
// wrote in other terms stays before these.
import { parseMacroString, usesMacro, writeMacroString } from '#lib/dns/spf/macro-string'
import { parseSpf } from '#lib/dns/spf/parse-spf'
import { type Directive, type Mechanism, type SpfRecord, writeMechanism, writeSpf } from '#lib/dns/spf/record'
import { senderTerm } from './sender-term'

export type SpfWish = {
  /** Domains to `include`. */
  includes: readonly string[]
  /** Addresses and networks beside the host's. */
  networks: readonly string[]
  /** What becomes of others: refused, or suspected. */
  others: 'fail' | 'softfail'
}

/** What the present record says of it. A record that points to another one (redirect) includes it from now on, and asks no more of others than it may. */
export function spfWishIn(text: string | null): SpfWish {
  const { directives, redirect, all } = partsOf(text)
  const passing = directives.filter(({ qualifier }) => qualifier === '+').map(({ mechanism }) => mechanism)
  const includes = passing.flatMap((mechanism) => (isPlainInclude(mechanism) ? [writeMacroString(mechanism.domain)] : []))
  return {
    includes: redirect === null ? includes : [...includes, redirect],
    networks: passing.flatMap((mechanism) => ('address' in mechanism ? [writeMechanism(mechanism).slice('ip4:'.length)] : [])),
    others: all === '~' || redirect !== null ? 'softfail' : 'fail',
  }
}

/** What counts: nothing that stands behind `all`, and no redirect beside it (RFC 7208 5.1, 6.1). */
function partsOf(text: string | null) {
  const record = text === null ? null : parseSpf(text).value
  const at = record?.directives.findIndex(({ mechanism }) => mechanism.kind === 'all') ?? -1
  const all = at < 0 ? null : (record?.directives[at]?.qualifier ?? null)
  const redirect = all === null && record?.redirect && !usesMacro(record.redirect) ? writeMacroString(record.redirect) : null
  return { record, directives: record?.directives.slice(0, at < 0 ? undefined : at) ?? [], all, redirect }
}

/** `host`: whose addresses mail leaves from. */
export function draftSpf({ includes, networks, others }: SpfWish, host: string, text: string | null): string {
  const { record: before, directives: old } = partsOf(text)
  // Of the old record all that these questions do not ask about.
  const kept = old.filter(({ qualifier, mechanism }) => !(qualifier === '+' && isAsked(mechanism)))
  const named = [senderTerm(host), ...networks.map(networkTerm), ...includes.flatMap(includeTerm)].map(
    (mechanism): Directive => ({ qualifier: '+', mechanism }),
  )
  const known = new Set(kept.map((directive) => writeMechanism(directive.mechanism)))
  const directives = [...kept, ...named.filter(({ mechanism }) => !known.has(writeMechanism(mechanism)))]
  const all: Directive = { qualifier: others === 'fail' ? '-' : '~', mechanism: { kind: 'all' } }
  const record: SpfRecord = { directives: [...directives, all], redirect: null, exp: before?.exp ?? null, unknown: before?.unknown ?? [] }
  return writeSpf(record)
}

type Include = Extract<Mechanism, { kind: 'include' | 'exists' }>
const isPlainInclude = (mechanism: Mechanism): mechanism is Include => mechanism.kind === 'include' && !usesMacro(mechanism.domain)
const isAsked = (mechanism: Mechanism): boolean => 'address' in mechanism || isPlainInclude(mechanism)

function networkTerm(network: string): Mechanism {
  const [address = '', prefix] = network.split('/')
  const kind = address.includes(':') ? 'ip6' : 'ip4'
  return { kind, address, prefix: Number(prefix ?? (kind === 'ip4' ? 32 : 128)) }
}

function includeTerm(domain: string): Mechanism[] {
  const spec = parseMacroString(domain)
  return spec ? [{ kind: 'include', domain: spec }] : []
}
