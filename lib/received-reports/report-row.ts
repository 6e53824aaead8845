// What was read of a report -> what is kept of it. Pure. A report that says something impossible of itself is refused here, for its sums would be believed.
import type { AggregateReport } from '#lib/reports/aggregate-report'
import type { FailureReport } from '#lib/reports/read-failure'
import type { ReportRead } from '#lib/reports/read-reports'
import type { TlsReport } from '#lib/reports/read-tls-report'
import { cleanOrNull, cleanText } from './clean-text'
import type { OwnRefusal } from './refusals'
import type { AggregateDetails, FailureDetails, RefusalView, ReportKind } from './schema'

export type ReportRow = {
  kind: ReportKind | null
  organisation: string
  reportId: string
  domainName: string
  beginsAt: Date | null
  endsAt: Date | null
  messages: number
  good: number
  records: number
  details: object
  refusal: RefusalView | null
}

const day = 86_400_000
/** Clocks differ, and so do days. */
const aheadMs = 2 * day
/** A day as a rule, a week with some (RFC 9990 3.1.1.4). */
const lengthMaxMs = 40 * day
/** No house gets that many in a day; sums stay whole numbers. */
const messagesMax = 1_000_000_000_000

const refused = (code: OwnRefusal, values: RefusalView['values'] = {}): RefusalView => ({ code, values })
const nobody = {
  organisation: '',
  reportId: '',
  domainName: '',
  beginsAt: null,
  endsAt: null,
  messages: 0,
  good: 0,
  records: 0,
  details: {},
}

/** One row, or of a report about TLS one for each domain in it. `good`: aligned messages of an aggregate report. `digest`: of the original. */
export function reportRows(read: ReportRead, { good, digest, now }: { good: number; digest: string; now: Date }): ReportRow[] {
  switch (read.kind) {
    case 'refused':
      return [{ ...nobody, kind: null, refusal: { code: read.finding.code, values: bounded(read.finding.values) } }]
    case 'aggregate':
      return [checked(aggregateRow(read.report, read.replaced, good), now)]
    case 'tls':
      return tlsRows(read.report).map((row) => checked(row, now))
    case 'failure':
      return [checked(failureRow(read.report, digest, now), now)]
  }
}

const bounded = (values: RefusalView['values'] | undefined): RefusalView['values'] =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'string' ? cleanText(value, 200) : value]))

function checked(row: ReportRow, now: Date): ReportRow {
  const [begin, end] = [row.beginsAt?.getTime() ?? Number.NaN, row.endsAt?.getTime() ?? Number.NaN]
  if (row.messages > messagesMax)
    return { ...row, ...noTimes(row), messages: 0, good: 0, refusal: refused('report_too_many_messages', { most: messagesMax }) }
  if (row.domainName === '') return { ...row, ...noTimes(row), refusal: refused('report_names_no_domain') }
  if (!(begin <= end && end <= now.getTime() + aheadMs && end - begin <= lengthMaxMs))
    return { ...row, ...noTimes(row), refusal: timeRefusal(row) }
  return row
}

const isTime = (time: Date | null): time is Date => time !== null && !Number.isNaN(time.getTime()) && time.getUTCFullYear() < 10_000
const noTimes = ({ beginsAt, endsAt }: ReportRow) => ({
  beginsAt: isTime(beginsAt) ? beginsAt : null,
  endsAt: isTime(endsAt) ? endsAt : null,
})
const timeRefusal = ({ beginsAt, endsAt }: ReportRow): RefusalView =>
  refused('report_time', { from: isTime(beginsAt) ? beginsAt.toISOString() : '?', to: isTime(endsAt) ? endsAt.toISOString() : '?' })

function aggregateRow(report: AggregateReport, replaced: boolean, good: number): ReportRow {
  const { reporter, policy } = report
  const details: AggregateDetails = {
    email: cleanOrNull(reporter.email, 320),
    contact: cleanOrNull(reporter.contact, 500),
    generator: cleanOrNull(reporter.generator, 200),
    errors: report.errors.slice(0, 20).map((error) => cleanText(error, 500)),
    replaced,
    policy: {
      domain: cleanText(policy.domain, 253),
      p: cleanOrNull(policy.p, 20),
      sp: cleanOrNull(policy.sp, 20),
      np: cleanOrNull(policy.np, 20),
      adkim: cleanOrNull(policy.adkim, 20),
      aspf: cleanOrNull(policy.aspf, 20),
      pct: cleanOrNull(policy.pct, 20),
      testing: cleanOrNull(policy.testing, 20),
    },
    dispositions: Object.fromEntries(Object.entries(report.dispositions).map(([name, count]) => [cleanText(name, 40), count])),
  }
  return {
    kind: 'aggregate',
    organisation: cleanText(reporter.organisation || (reporter.email?.split('@').at(-1) ?? ''), 200),
    reportId: cleanText(report.reportId, 500),
    domainName: cleanText(policy.domain, 253),
    beginsAt: new Date(report.begin * 1000),
    endsAt: new Date(report.end * 1000),
    messages: report.messages,
    good,
    records: report.records,
    details,
    refusal: null,
  }
}

/** Policies are of one domain as a rule (RFC 8460 4.4); of a report with several each domain gets its own. */
function tlsRows(report: TlsReport): ReportRow[] {
  const domains = [...new Set(report.policies.map(({ domain }) => domain.toLowerCase().replace(/\.$/, '')))]
  return (domains.length > 0 ? domains.slice(0, domainsMax) : ['']).map((domain) => {
    const policies = tlsPoliciesOf(report, domain)
    const successful = policies.reduce((sum, one) => sum + one.successful, 0)
    const failed = policies.reduce((sum, one) => sum + one.failed, 0)
    return {
      kind: 'tls',
      organisation: cleanText(report.organisation, 200),
      reportId: cleanText(report.reportId, 500),
      domainName: cleanText(domain, 253),
      beginsAt: new Date(report.start),
      endsAt: new Date(report.end),
      messages: successful + failed,
      good: successful,
      records: policies.reduce((sum, one) => sum + one.failures.length, 0),
      details: { contact: cleanOrNull(report.contact, 500) },
      refusal: null,
    }
  })
}
const domainsMax = 50

export const tlsPoliciesOf = (report: TlsReport, domain: string): TlsReport['policies'] =>
  report.policies.filter((policy) => policy.domain.toLowerCase().replace(/\.$/, '') === domain)

/** It has no id of its own: the mail that it is names it. */
function failureRow(report: FailureReport, digest: string, now: Date): ReportRow {
  const said = report.arrival === null ? Number.NaN : Date.parse(report.arrival)
  const at = new Date(said > 0 && said <= now.getTime() + aheadMs ? said : now)
  const details: FailureDetails = {
    feedbackType: cleanOrNull(report.feedbackType, 40),
    authFailure: cleanOrNull(report.authFailure, 40),
    sourceIp: cleanOrNull(report.sourceIp, 60),
    arrival: cleanOrNull(report.arrival, 100),
    from: cleanOrNull(report.original?.from, 500),
    to: cleanOrNull(report.original?.to, 500),
    subject: cleanOrNull(report.original?.subject, 500),
    messageId: cleanOrNull(report.original?.messageId, 500),
  }
  const author = /@([^\s<>@]+?)\.?>?\s*$/.exec(report.original?.from ?? '')?.[1]
  const agent = report.fields['user-agent']?.[0] ?? report.fields['reporting-mta']?.[0]?.split(';').at(-1)
  return {
    kind: 'failure',
    organisation: cleanText((agent ?? '').trim(), 200),
    reportId: digest,
    domainName: cleanText((report.reportedDomains[0] ?? author ?? '').toLowerCase(), 253),
    beginsAt: at,
    endsAt: at,
    messages: 1,
    good: 0,
    records: 0,
    details,
    refusal: null,
  }
}
