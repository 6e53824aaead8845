// Whether mail for a domain arrives at its host (RFC 5321 5.1), or is told not to come (RFC 7505).
import { isIP } from 'node:net'
import type { Finding } from '#lib/dns/finding'
import { canonicalName } from '#lib/dns/name'
import type { DnsResolver, Mx } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { tell, unanswered } from '../tell'
import { addressesOf } from './addresses-of'
import { outgoingAddresses } from './outgoing-addresses'

const written = ({ preference, exchange }: Mx): string => `${preference} ${exchange === '' ? '.' : `${exchange}.`}`
/** `MX 0 .`: the domain takes no mail. */
const isNull = ({ exchange }: Mx): boolean => exchange === '' || exchange === '.'
/** Of a domain with more, the rest is not asked for. */
const exchangesMax = 10

export async function checkMx(resolver: DnsResolver, domain: DomainFacts): Promise<CheckResult> {
  const { name, hasMail, host } = domain
  // A host that has told no name yet cannot be named.
  const expected = hasMail ? (isIP(host.name) ? [] : [`10 ${host.name}.`]) : ['0 .']
  const records = expected.map((value) => ({ name, type: 'MX', value }))
  const answer = await resolver.lookup(name, 'MX')
  if (answer.state === 'failed') return unanswered({ expected })
  const mx = answer.state === 'found' ? answer.records.toSorted((a, b) => a.preference - b.preference) : []
  const found = mx.map(written)
  if (!hasMail)
    return tell({ found, expected, ...(mx.every(isNull) && mx.length > 0 ? {} : { warnings: [finding('mx_not_null')], records }) })
  if (mx.length === 0) return tell({ found, expected, errors: [finding('mx_none')], records })
  if (mx.some(isNull)) return tell({ found, expected, errors: [finding(mx.length > 1 ? 'mx_null_beside_others' : 'mx_null')], records })
  const errors = await wrongExchanges(resolver, mx)
  const ours = errors === null ? null : await whichAreOurs(resolver, mx, domain)
  if (errors === null || ours === null) return unanswered({ found, expected })
  if (!ours.includes(true)) return tell({ found, expected, errors: [...errors, finding('mx_elsewhere', { host: host.name })], records })
  const others = mx.filter((_, index) => !ours[index]).map(({ exchange }) => exchange)
  // Before a relay domain, mail comes to this host second: the others are where it belongs.
  const warnings = domain.kind === 'relay' || others.length === 0 ? [] : [finding('mx_also_elsewhere', { exchanges: others.join(', ') })]
  return tell({ found, expected, errors, warnings, ...(errors.length > 0 && { records }) })
}

/** null: could not be asked. */
async function wrongExchanges(resolver: DnsResolver, mx: readonly Mx[]): Promise<Finding[] | null> {
  const told = await Promise.all(mx.slice(0, exchangesMax).map(({ exchange }) => wrongExchange(resolver, exchange)))
  return told.includes(null) ? null : told.flatMap((findings) => findings ?? [])
}

async function wrongExchange(resolver: DnsResolver, exchange: string): Promise<Finding[] | null> {
  if (isIP(exchange)) return [finding('mx_not_a_name', { exchange })]
  const [addresses, alias] = await Promise.all([addressesOf(resolver, exchange), resolver.lookup(exchange, 'CNAME')])
  if (addresses.state === 'failed' || alias.state === 'failed') return null
  return [
    ...(addresses.state === 'none' ? [finding('mx_no_address', { exchange })] : []),
    ...(alias.state === 'found' ? [finding('mx_alias', { exchange })] : []),
  ]
}

/** By name, or by where the name leads. null: could not be asked. */
async function whichAreOurs(resolver: DnsResolver, mx: readonly Mx[], { host }: DomainFacts): Promise<boolean[] | null> {
  const own = await outgoingAddresses(resolver, host)
  if (own === null) return null
  const leads = await Promise.all(mx.slice(0, exchangesMax).map(({ exchange }) => addressesOf(resolver, exchange)))
  return leads.map(
    (lead, index) =>
      mx[index]?.exchange === canonicalName(host.name) ||
      (lead.state === 'found' && lead.addresses.some((address) => own.includes(address))),
  )
}
