import 'server-only'
import { isIP } from 'node:net'
import type { Actor } from '#lib/auth/actor'
import { may, requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import type { DnsRecord } from '#lib/dns/mail-records'
import { writeMtaStsRecord } from '#lib/dns/parse-mta-sts'
import { env } from '#lib/env'
import { requireSubject, toRead } from './find-subject'
import { type CheckView, checkIds, type DnsChangeView, type DnsStatusView, type ProblemView, worstOf } from './schema'
import { keyOf, type Subject } from './subject'
import { viewOfChange, viewOfCheck } from './view'

const changesMax = 100
export const problemsMax = 200

export async function getDnsStatus(actor: Actor, kind: Subject['kind'], idOrName: string): Promise<DnsStatusView> {
  const subject = await requireSubject(actor, kind, idOrName, toRead)
  const rows = await db().dnsCheck.findMany({ where: keyOf(subject) })
  const order = (check: string): number => (checkIds as readonly string[]).indexOf(check)
  const checks = rows.toSorted((a, b) => order(a.check) - order(b.check)).map(viewOfCheck)
  const checkedAt = checks.reduce<string | null>((last, one) => (last !== null && last > one.checkedAt ? last : one.checkedAt), null)
  return { subject: subject.name, state: worstOf(checks), checkedAt, checks }
}

/** The newest. */
export async function listDnsChanges(actor: Actor, kind: Subject['kind'], idOrName: string): Promise<DnsChangeView[]> {
  const subject = await requireSubject(actor, kind, idOrName, toRead)
  const rows = await db().dnsChange.findMany({ where: keyOf(subject), orderBy: [{ at: 'desc' }, { id: 'desc' }], take: changesMax })
  return rows.map(viewOfChange)
}

/** What needs somebody, the worst first: not what is accepted, and hosts only for those who see hosts. */
export async function listDnsProblems(actor: Actor): Promise<{ rows: ProblemView[]; total: number }> {
  requirePermission(actor, 'domain.read')
  const seen = [{ domainId: idFilter(actor) ?? { not: null } }, ...(may(actor, 'host.read') ? [{ hostId: { not: null } }] : [])]
  const where = { state: { in: ['error', 'warning'] }, acceptedAt: null, OR: seen }
  const [rows, total] = await Promise.all([
    db().dnsCheck.findMany({
      where,
      include: { domain: { select: { name: true, unicodeName: true } }, host: { select: { name: true } } },
      // `error` before `warning`.
      orderBy: [{ state: 'asc' }, { since: 'desc' }, { id: 'asc' }],
      take: problemsMax,
    }),
    db().dnsCheck.count({ where }),
  ])
  return {
    total,
    rows: rows.map((row) => {
      const { check, state, since } = viewOfCheck(row)
      const kind = row.domain ? 'domain' : 'host'
      return {
        kind,
        name: row.domain?.name ?? row.host?.name ?? '',
        shownName: row.domain?.unicodeName ?? row.host?.name ?? '',
        check,
        state,
        since,
      }
    }),
  }
}

/** What the checks of a domain want to be published, as records of its zone; PTR and those of other zones are not among them. */
export async function recordsToPublish(actor: Actor, domain: string): Promise<DnsRecord[]> {
  const { subject, checks } = await getDnsStatus(actor, 'domain', domain)
  const policy = await db().mtaStsPolicy.findFirst({ where: { domain: { name: subject } } })
  return [...checks.flatMap((check) => textsOf(check, subject)), ...(policy ? policyRecords(subject, policy.policyId) : [])]
}

/** The policy that the panel serves for the domain, and the name under which it does. */
function policyRecords(domain: string, id: string): DnsRecord[] {
  const host = new URL(env('NEXTAUTH_URL')).hostname
  const place: DnsRecord = { purpose: 'mail', type: 'CNAME', name: `mta-sts.${domain}`, value: `${host}.` }
  const isNamed = isIP(host.replace(/^\[|\]$/g, '')) === 0
  return [{ purpose: 'mail', type: 'TXT', name: `_mta-sts.${domain}`, value: writeMtaStsRecord({ id }) }, ...(isNamed ? [place] : [])]
}

/** The one that is there where nothing is wrong with it, else the one to be there. */
function textsOf({ check, state, found, records }: CheckView, domain: string): DnsRecord[] {
  const owners: Partial<Record<CheckView['check'], string>> = { spf: domain, dmarc: `_dmarc.${domain}`, tls_rpt: `_smtp._tls.${domain}` }
  const name = owners[check]
  const wanted = records.find((record) => record.name === name && record.type === 'TXT')?.value
  // Of a domain above, a line has its name before the record.
  const value = wanted ?? (state === 'unknown' ? undefined : found.find((line) => line.startsWith('v=')))
  return name === undefined || value === undefined ? [] : [{ purpose: 'sending', type: 'TXT', name, value }]
}
