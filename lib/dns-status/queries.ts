import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { may, requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import type { DnsRecord } from '#lib/dns/mail-records'
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
  return checks.flatMap((check) => textsOf(check, subject))
}

/** Of these hosts those whose addresses the DNS proves (DNSSEC): what their TLSA records say, senders believe. By name of the check `dane`. */
export async function hostsWithDane(hostIds: readonly string[]): Promise<Set<string>> {
  const rows = await db().dnsCheck.findMany({ where: { hostId: { in: [...hostIds] }, check: 'dane' } })
  const isProved = (row: (typeof rows)[number]) => {
    const { state, found, records, warnings } = viewOfCheck(row)
    return state !== 'unknown' && found.length + records.length > 0 && !warnings.some(({ code }) => code === 'dane_unsigned')
  }
  return new Set(rows.filter(isProved).flatMap(({ hostId }) => hostId ?? []))
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
