// Whether the domain's SPF record lets its mail out: what it says and draws in, and what receivers conclude for each address that mail leaves from.

import { findRecord } from '#lib/dns/find-record'
import type { Finding } from '#lib/dns/finding'
import { parseIp } from '#lib/dns/ip'
import { isSameOrBelow } from '#lib/dns/name'
import { parkedSpf } from '#lib/dns/parked'
import type { DnsResolver } from '#lib/dns/resolver'
import { checkHost, type SpfAnswer } from '#lib/dns/spf/check-host'
import { inspectSpf, type SpfInspection } from '#lib/dns/spf/inspect-spf'
import { isSpf, lookupsMax } from '#lib/dns/spf/parse-spf'
import { type Directive, type SpfRecord, writeSpf } from '#lib/dns/spf/record'
import { writeOut } from '#lib/dns/spf/write-out'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult } from '../schema'
import { senderTerm } from '../sender-term'
import { tell, unanswered } from '../tell'
import { addressesOf } from './addresses-of'
import { outgoingAddresses } from './outgoing-addresses'

/** Of a host with more, the first stand for all. */
const addressesMax = 8
/** From here on the next service that somebody includes breaks the record. */
const nearLimit = lookupsMax - 1
/** Beyond this an answer with other texts beside it may not fit a datagram (RFC 7208 3.4). */
const comfortable = 450
const closed = 'v=spf1 -all'

export async function checkSpf(resolver: DnsResolver, domain: DomainFacts): Promise<CheckResult> {
  const { name, hasMail } = domain
  const instead = (value: string) => ({ expected: [value], records: [{ name, type: 'TXT', value }] })
  const wanted = hasMail ? writeSpf({ ...empty, directives: [allow(domain), deny] }) : closed
  const record = await findRecord(resolver, name, isSpf)
  if (record.state === 'failed') return unanswered({ expected: [wanted] })
  if (record.state === 'none')
    return tell({ ...(hasMail ? { errors: [finding('spf_none')] } : { warnings: [finding('spf_none')] }), ...instead(wanted) })
  if (record.state === 'several') {
    const several = { code: 'spf_several_records', values: { domain: name }, rule: 'RFC 7208 4.5' }
    return tell({ found: record.texts, errors: [several], ...instead(wanted) })
  }
  const found = [record.text]
  const inspection = await inspectSpf(resolver, name, record.text)
  if (!hasMail) {
    const warnings = inspection.record ? parkedSpf(inspection.record) : []
    return tell({ found, errors: inspection.errors, warnings, ...(warnings.length > 0 ? instead(closed) : { expected: [closed] }) })
  }
  const verdicts = await verdictsOf(resolver, domain)
  const failed = verdicts === null || verdicts.some(({ result }) => result === 'temperror') || inspection.unanswered.length > 0
  if (failed && inspection.errors.length === 0) return unanswered({ found })
  return withAddresses(resolver, domain, inspection, judge(domain, inspection, verdicts ?? [], found))
}

function judge(domain: DomainFacts, inspection: SpfInspection, verdicts: readonly Verdict[], found: string[]): CheckResult {
  const { name, host } = domain
  const of = (...results: string[]) => verdicts.filter(({ result }) => results.includes(result)).map(({ address }) => address)
  const [refused, unsure] = [of('fail', 'softfail', 'none'), of('neutral')]
  const values = (addresses: readonly string[]) => ({ addresses: addresses.join(', '), host: host.relay ?? host.name })
  const errors: Finding[] = [...inspection.errors]
  const warnings: Finding[] = [...inspection.warnings]
  // What leaves by another server may leave it by an address that its name does not tell.
  if (refused.length > 0 && host.relay) warnings.push(finding('spf_relay_refused', values(refused)))
  else if (refused.length > 0) errors.push(finding('spf_host_refused', values(refused)))
  if (unsure.length > 0) warnings.push(finding('spf_host_unsure', values(unsure)))
  const { lookups } = inspection
  if (lookups >= nearLimit && lookups <= lookupsMax) {
    const dearest = inspection.parts.filter((part) => part.domain === name).toSorted((a, b) => b.lookups - a.lookups)[0]
    warnings.push(finding('spf_near_limit', { lookups, most: lookupsMax, term: dearest?.term ?? '' }))
  }
  const { record } = inspection
  if (!record || inspection.errors.length > 0 || refused.length + unsure.length === 0) return tell({ found, errors, warnings })
  const value = writeSpf({ ...record, directives: [allow(domain), ...record.directives] })
  return tell({ found, expected: [value], errors, warnings, records: [{ name, type: 'TXT', value }] })
}

/** Near the limit and beyond it: what can be written out at once, for it is the domain's own. */
async function withAddresses(
  resolver: DnsResolver,
  domain: DomainFacts,
  inspection: SpfInspection,
  told: CheckResult,
): Promise<CheckResult> {
  const { record, lookups } = inspection
  if (!record || lookups < nearLimit || told.records.length > 0) return told
  const isOwn = (host: string) => host === domain.host.name || isSameOrBelow(host, domain.name)
  const written = await writeOut(resolver, domain.name, record, isOwn)
  const value = written && writeSpf(written.record)
  if (!written || !value || value.length > comfortable) return told
  const advice = finding('spf_write_out', { terms: written.terms.join(' '), count: written.terms.length })
  const records = [{ name: domain.name, type: 'TXT', value }]
  return { ...told, state: told.state === 'ok' ? 'warning' : told.state, expected: [value], warnings: [...told.warnings, advice], records }
}

const empty: SpfRecord = { directives: [], redirect: null, exp: null, unknown: [] }
const deny: Directive = { qualifier: '-', mechanism: { kind: 'all' } }
const allow = ({ host }: DomainFacts): Directive => ({ qualifier: '+', mechanism: senderTerm(host.relay ?? host.name) })

type Verdict = SpfAnswer & { address: string }

/** null: could not be asked. */
async function verdictsOf(resolver: DnsResolver, { name, host }: DomainFacts): Promise<Verdict[] | null> {
  const addresses = host.relay === null ? await outgoingAddresses(resolver, host) : await relayAddresses(resolver, host.relay)
  if (addresses === null) return null
  const mail = { domain: name, sender: `postmaster@${name}`, helo: host.relay ?? host.name }
  const asked = addresses.slice(0, addressesMax).map(async (address) => {
    const ip = parseIp(address)
    return ip ? [{ ...(await checkHost(resolver, { ip, ...mail })), address }] : []
  })
  return (await Promise.all(asked)).flat()
}

async function relayAddresses(resolver: DnsResolver, relay: string): Promise<string[] | null> {
  const found = await addressesOf(resolver, relay)
  return found.state === 'failed' ? null : found.addresses
}
