// Whether mail programs find their settings (RFC 6186): those records that are there must lead to the host, and need not be there.
import { type DnsRecord, dnsRecords } from '#lib/dns/mail-records'
import { canonicalName } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'
import type { DomainFacts } from '../facts'
import { finding } from '../rules'
import type { CheckResult, PasteRecord } from '../schema'
import { tell, unanswered } from '../tell'

type Seen = { found: string; wrong: { name: string; target: string } | null }

export async function checkPrograms(resolver: DnsResolver, { name, host, services, publicUrl }: DomainFacts): Promise<CheckResult> {
  const wanted = dnsRecords({ domain: name, server: host.name, services: [...services], publicUrl }).filter(
    ({ purpose }) => purpose === 'programs',
  )
  const answers = await Promise.all(
    wanted.map((record) => (record.type === 'SRV' ? serviceAt(resolver, record) : aliasAt(resolver, record))),
  )
  const expected = wanted.map(({ name: owner, type, value }) => `${owner} ${type} ${value}`)
  const records = wanted.map(({ name: owner, type, value }): PasteRecord => ({ name: owner, type, value }))
  if (answers.includes(null)) return unanswered()
  const seen = answers.flatMap((list) => list ?? [])
  const warnings = seen.flatMap(({ wrong }) =>
    wrong === null ? [] : [finding(wrong.name.startsWith('_') ? 'srv_elsewhere' : 'program_name_elsewhere', wrong)],
  )
  // All right needs no list of what could be there beside.
  return tell({ found: seen.map(({ found }) => found).sort(), warnings, ...(warnings.length > 0 && { expected, records }) })
}

/** null: could not be asked. `.` as the target says that there is no such service (RFC 2782). */
async function serviceAt(resolver: DnsResolver, { name, value }: DnsRecord): Promise<Seen[] | null> {
  const answer = await resolver.lookup(name, 'SRV')
  if (answer.state === 'failed') return null
  const [, , port, target = ''] = value.split(' ')
  const records = answer.state === 'found' ? answer.records : []
  const leadsHere = records.some((record) => record.target === canonicalName(target) && record.port === Number(port))
  return records.map((record) => ({
    found: `${name} SRV ${record.priority} ${record.weight} ${record.port} ${record.target}.`,
    wrong: leadsHere || record.target === '' || record.target === '.' ? null : { name, target: `${record.target}:${record.port}` },
  }))
}

async function aliasAt(resolver: DnsResolver, { name, value }: DnsRecord): Promise<Seen[] | null> {
  const answer = await resolver.lookup(name, 'CNAME')
  if (answer.state === 'failed') return null
  const [target] = answer.state === 'found' ? answer.records : []
  if (target === undefined) return []
  return [{ found: `${name} CNAME ${target}.`, wrong: target === canonicalName(value) ? null : { name, target } }]
}
