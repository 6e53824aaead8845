// Reports as files: DMARC aggregate, failure, SMTP TLS. Broken ones may be refused, if it is said (the corpora's README).
import type { AggregateRecord } from '#lib/reports/aggregate-report'
import { type ReportRead, readReports } from '#lib/reports/read-reports'
import { type Case, type Context, type Corpus, differs, failed, passed, type Verdict, verdictOf } from '../corpus'

async function readOne(given: Case, { read }: Context): Promise<{ reads: ReportRead[]; records: AggregateRecord[] }> {
  const records: AggregateRecord[] = []
  const reads = await readReports(await read(given.file), (more) => {
    records.push(...more)
  })
  return { reads, records }
}

const refusal = (reads: ReportRead[]): string => JSON.stringify(reads.map((read) => (read.kind === 'refused' ? read.finding : read.kind)))

export const dmarcAggregate: Corpus = {
  name: 'dmarc-aggregate',
  async judge(given: Case, context: Context): Promise<Verdict> {
    const { reads, records } = await readOne(given, context)
    const read = reads.find(({ kind }) => kind === 'aggregate')
    if (given.expect !== 'parse') {
      return read || reads.some(({ kind }) => kind === 'refused') ? passed : failed('neither read nor refused')
    }
    if (read?.kind !== 'aggregate') return failed(refusal(reads))
    const { report } = read
    const { metadata, policy } = given
    const lower = (counts: Record<string, number>) =>
      Object.fromEntries(Object.entries(counts).map(([name, count]) => [name.toLowerCase(), count]))
    return verdictOf([
      differs('organisation', report.reporter.organisation, metadata.org_name),
      differs('email', report.reporter.email, metadata.email),
      differs('contact', report.reporter.contact, metadata.extra_contact_info),
      differs('id', report.reportId, metadata.report_id),
      differs('range', [report.begin, report.end], [Number(metadata.begin), Number(metadata.end)]),
      differs('errors', report.errors, metadata.errors),
      differs('policy', policyView(report.policy, policy), policy),
      differs('records', report.records, given.record_count),
      differs('messages', report.messages, given.message_total),
      differs('dispositions', report.dispositions, lower(given.disposition_messages)),
      differs('addresses', new Set(records.map(({ sourceIp }) => sourceIp)).size, given.unique_ips),
      ...given.records.map((expected: Case, index: number) => {
        // Of a long report a case tells the first and the last ones.
        const half = given.records.length < given.record_count && index >= given.records.length / 2
        const at = half ? records.length - given.records.length + index : index
        return differs(`record ${at}`, recordView(records[at]), lowered(expected))
      }),
    ])
  },
}

/** Only what the case tells of, in its names and order. */
function policyView(policy: Record<string, unknown>, expected: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(expected).map((key) => [key, policy[key === 'discovery_method' ? 'discoveryMethod' : key]]))
}

function recordView(record: AggregateRecord | undefined) {
  return (
    record && {
      ip: record.sourceIp,
      count: String(record.count),
      disposition: record.disposition,
      dkim: record.dkim,
      spf: record.spf,
      reasons: record.reasons,
      header_from: record.headerFrom,
      envelope_from: record.envelopeFrom,
      envelope_to: record.envelopeTo,
      auth_dkim: record.authDkim.map(({ domain, selector, result }) => ({ domain, selector, result })),
      auth_spf: record.authSpf.map(({ domain, scope, result }) => ({ domain, scope, result })),
    }
  )
}

/** Closed words are lower case here, an empty count is none. */
function lowered(expected: Case) {
  const word = (text: string | null) => text?.toLowerCase() ?? ''
  return {
    ...expected,
    count: expected.count || '0',
    disposition: word(expected.disposition),
    dkim: word(expected.dkim),
    spf: word(expected.spf),
    auth_dkim: expected.auth_dkim.map((auth: Case) => ({ ...auth, result: word(auth.result) })),
    auth_spf: expected.auth_spf.map((auth: Case) => ({ ...auth, result: word(auth.result) })),
  }
}

export const dmarcFailure: Corpus = {
  name: 'dmarc-forensic-arf',
  async judge(given: Case, context: Context): Promise<Verdict> {
    const { reads } = await readOne(given, context)
    const read = reads.find(({ kind }) => kind === 'failure')
    if (read?.kind !== 'failure') return failed(refusal(reads))
    const { report } = read
    const expected = given.original
    const found = report.original && {
      From: report.original.from,
      Subject: report.original.subject,
      'Message-ID': report.original.messageId,
      To: report.original.to,
    }
    const plain = (text: unknown) =>
      String(text ?? '')
        .replace(/\s+/g, ' ')
        .trim()
    return verdictOf([
      ...Object.entries(given.feedback_fields).map(([name, values]) => differs(name, report.fields[name], values)),
      differs('DMARC', report.isDmarc, given.is_dmarc_failure),
      given.sisimai_feedbacktype && differs('type', report.feedbackType, given.sisimai_feedbacktype[0]),
      ...Object.entries(expected ?? {}).map(([name, value]) => differs(name, plain(found?.[name as keyof typeof found]), plain(value))),
    ])
  },
}

export const tlsReport: Corpus = {
  name: 'tlsrpt-report',
  async judge(given: Case, context: Context): Promise<Verdict> {
    const { reads } = await readOne(given, context)
    const read = reads.find(({ kind }) => kind === 'tls')
    if (read?.kind !== 'tls') return failed(refusal(reads))
    const { report } = read
    const policies = report.policies.map(({ type, domain, successful, failed: fail, failures }) => ({
      type,
      domain,
      ok: successful,
      fail,
      failure_types: failures.map((failure) => [failure.type, failure.count]),
    }))
    return verdictOf([
      differs('organisation', report.organisation, given.org),
      differs('id', report.reportId, given.report_id),
      differs('contact', report.contact, given.contact),
      differs('range', [report.start, report.end], [given.start, given.end]),
      differs('policies', policies, given.policies),
      differs('totals', [report.successful, report.failed], [given.total_success, given.total_failure]),
    ])
  },
}
