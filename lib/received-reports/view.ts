import type { Prisma, ReportSource } from '#lib/db/generated/client'
import { dkimVerdicts, spfVerdicts } from './judge-record'
import { isAligned, type LineDetails } from './record-groups'
import {
  aggregateDetails,
  failureDetails,
  type RecordView,
  type ReportDetailView,
  type ReportView,
  refusalView,
  reportKind,
  type TlsResultView,
} from './schema'

export const reportInclude = { original: { select: { fileName: true, via: true, broughtBy: true, bytes: true } } } as const
type Row = Prisma.ReceivedReportGetPayload<{ include: typeof reportInclude }>
type WholeRow = Row & Prisma.ReceivedReportGetPayload<{ include: { tlsResults: true; tlsFailures: true } }>

export function reportViewOf(row: Row): ReportView {
  const { id, organisation, reportId, domainName, domainId, beginsAt, endsAt, messages, good, records, receivedAt, original } = row
  const refusal = row.refusal === null ? null : (refusalView.safeParse(row.refusal).data ?? { code: 'report_not_a_report', values: {} })
  return {
    id,
    kind: reportKind.nullable().parse(row.kind),
    state: refusal ? 'refused' : 'taken',
    organisation,
    reportId,
    domain: domainName,
    domainId,
    beginsAt: beginsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    messages: Number(messages),
    good: Number(good),
    records,
    refusal,
    fileName: original.fileName,
    via: original.via as ReportView['via'],
    broughtBy: original.broughtBy,
    receivedAt: receivedAt.toISOString(),
  }
}

/** A line of an aggregate report: its group's judgement, and what is of the line alone. */
export type LineRow = {
  sourceIp: string
  count: number
  disposition: string
  dkim: string
  spf: string
  forwarded: boolean
  otherDomain: string
  details: LineDetails
}

export function detailViewOf(row: WholeRow, lines: readonly LineRow[], sources: ReadonlyMap<string, ReportSource>): ReportDetailView {
  return {
    ...reportViewOf(row),
    aggregate: row.kind === 'aggregate' ? (aggregateDetails.safeParse(row.details).data ?? null) : null,
    failure: row.kind === 'failure' ? (failureDetails.safeParse(row.details).data ?? null) : null,
    tls: row.kind === 'tls' && row.refusal === null ? tlsOf(row) : null,
    rows: lines.map((one) => recordViewOf(one, sources.get(one.sourceIp))),
    bytes: row.original.bytes,
  }
}

function recordViewOf(row: LineRow, source: ReportSource | undefined): RecordView {
  const [position, headerFrom, envelopeFrom, reasons, dkimResults, spfResults] = row.details
  const dkim = dkimVerdicts.find((one) => one === row.dkim) ?? 'unsigned'
  const spf = spfVerdicts.find((one) => one === row.spf) ?? 'missing'
  const { sourceIp, disposition, forwarded, otherDomain, count } = row
  return {
    ...{ position, sourceIp, disposition, forwarded, otherDomain, headerFrom, envelopeFrom, dkim, spf },
    sourceName: source?.ownName || (source?.confirmed ? source.name : '') || null,
    count,
    aligned: isAligned({ dkim, spf }),
    reasons: reasons.map(([type, comment]) => ({ type, comment })),
    dkimResults: dkimResults.map(([domain, selector, result]) => ({ domain, selector, result })),
    spfResults: spfResults.map(([domain, scope, result]) => ({ domain, scope, result })),
  }
}

const tlsOf = ({ tlsResults, tlsFailures }: WholeRow): TlsResultView[] =>
  tlsResults.map(({ position, policyType, policyText, mx, successful, failed }) => ({
    policyType,
    policyText,
    mx,
    successful: Number(successful),
    failed: Number(failed),
    failures: tlsFailures
      .filter(({ policy }) => policy === position)
      .map(({ type, count, sendingIp, receivingIp, receivingMx, information, reason }) => ({
        ...{ type, sendingIp, receivingIp, receivingMx, information, reason },
        count: Number(count),
      })),
  }))
