// Records of the domain that lead to a name which is not there. Where nobody has even registered that name, anybody can: and then takes the domain's mail, sends
// as the domain, or answers in its name. Names below the domain itself are its owner's, and cannot be taken.
import { findRecord } from '#lib/dns/find-record'
import type { Finding } from '#lib/dns/finding'
import { isQueryable, isSameOrBelow } from '#lib/dns/name'
import { registrableDomain } from '#lib/dns/public-suffix'
import type { DnsResolver } from '#lib/dns/resolver'
import { inspectSpf } from '#lib/dns/spf/inspect-spf'
import { isSpf } from '#lib/dns/spf/parse-spf'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'

/** `told`: another check says already that the name is not there. */
type Pointer = { name: string; type: string; target: string; told: boolean }

const aliases = ['autoconfig', 'autodiscover', 'imap', 'mail', 'mta-sts', 'pop', 'smtp', 'webmail', 'www']
const services = ['_imaps', '_imap', '_pop3s', '_submissions', '_submission', '_sieve', '_autodiscover']
const targetsMax = 60
const aheadMax = 2

export async function checkDangling(resolver: DnsResolver, { name, dkim }: DomainFacts): Promise<CheckResult> {
  const selectors = dkim.map(({ selector }) => `${selector}._domainkey`)
  const parts = await Promise.all([
    named(resolver, name, 'MX'),
    named(resolver, name, 'NS'),
    fromSpf(resolver, name),
    ...[...aliases, ...selectors, '_dmarc'].map((label) => named(resolver, `${label}.${name}`, 'CNAME')),
    ...services.map((label) => named(resolver, `${label}._tcp.${name}`, 'SRV')),
  ])
  const pointers = parts.flatMap((part) => part ?? []).filter(({ target }) => isQueryable(target))
  const fates = await Promise.all(pointers.slice(0, targetsMax).map((pointer) => fateOf(resolver, name, pointer)))
  const errors = fates.flatMap((fate) => fate?.error ?? [])
  const warnings = fates.flatMap((fate) => fate?.warning ?? [])
  const found = fates.flatMap((fate) => (fate?.line ? [fate.line] : [])).sort()
  if (errors.length + warnings.length === 0 && (parts.includes(null) || fates.includes(null))) return unanswered({ found })
  return tell({ found, errors, warnings })
}

/** null: could not be asked. */
const named = (resolver: DnsResolver, name: string, type: 'MX' | 'NS' | 'CNAME' | 'SRV'): Promise<Pointer[] | null> =>
  resolver.lookup(name, type).then((answer) => {
    if (answer.state !== 'found') return answer.state === 'failed' ? null : nowhere
    const pointers = answer.records.map((record): Pointer => {
      const target = typeof record === 'string' ? record : 'exchange' in record ? record.exchange : record.target
      return { name, type, target, told: type === 'MX' }
    })
    // SPF is followed for long: where the others lead to is asked for meanwhile.
    for (const { target } of pointers.slice(0, aheadMax)) if (isQueryable(target)) resolver.lookup(target, 'A')
    return pointers
  })
const nowhere: Pointer[] = []

/** Also what the records of others draw in: who registers such a name sends as this domain. */
async function fromSpf(resolver: DnsResolver, name: string): Promise<Pointer[] | null> {
  const record = await findRecord(resolver, name, isSpf)
  if (record.state === 'failed') return null
  if (record.state !== 'found') return []
  const { errors, warnings } = await inspectSpf(resolver, name, record.text)
  return [...errors, ...warnings].flatMap(({ code, values }) => {
    const target =
      code === 'spf_no_such_host' ? values?.name : /^spf_(?:include_of|redirect_to)_nothing$/.test(code) ? values?.domain : null
    return typeof target === 'string' ? [{ name, type: 'SPF', target, told: true }] : []
  })
}

type Fate = { line?: string; error?: Finding; warning?: Finding }

/** null: could not be asked. */
async function fateOf(resolver: DnsResolver, domain: string, { name, type, target, told }: Pointer): Promise<Fate | null> {
  const answer = await resolver.lookup(target, 'A')
  if (answer.state === 'failed') return null
  if (answer.state === 'found' || answer.name) return {}
  const line = `${name} ${type} ${target}.`
  const owner = registrableDomain(target)
  const values = { name, type, target }
  if (owner !== null && !isSameOrBelow(domain, owner)) {
    const registered = owner === target ? answer : await resolver.lookup(owner, 'NS')
    if (registered.state === 'failed') return null
    if (registered.state === 'none' && !registered.name) return { line, error: finding('dangling_open', { ...values, domain: owner }) }
  }
  return told ? {} : { line, warning: finding('dangling_nowhere', values) }
}
