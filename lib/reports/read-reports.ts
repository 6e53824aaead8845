// Whatever a person uploads or a mailbox gets -> the reports in it. Each is whole or refused with a reason; one that is refused does not take the
// others with it. Records of aggregate reports go to `sink` as they are read: a caller writes them in one transaction and undoes it on refusal.
import type { Finding } from '#lib/dns/finding'
import type { AggregateRecord, AggregateReport } from './aggregate-report'
import { type ReportLimits, reportLimits } from './limits'
import { readAggregate } from './read-aggregate'
import { type FailureReport, readFailure } from './read-failure'
import { readTlsReport, type TlsReport } from './read-tls-report'
import { RefusedReport, type ReportCode, reportFinding } from './refusal'
import { type ReportDocument, unpack } from './unpack'

export type ReportRead =
  | { kind: 'aggregate'; report: AggregateReport /** Bytes that were no text became U+FFFD. */; replaced: boolean }
  | { kind: 'tls'; report: TlsReport }
  | { kind: 'failure'; report: FailureReport }
  | { kind: 'refused'; finding: Finding<ReportCode> }

/** `index`: which of the reports in the upload the records are of. */
export type ReportSink = (records: AggregateRecord[], index: number) => Promise<void> | void

export async function readReports(content: Buffer, sink: ReportSink, limits: ReportLimits = reportLimits): Promise<ReportRead[]> {
  const reads: ReportRead[] = []
  for await (const read of eachReport(content, sink, limits)) reads.push(read)
  return reads
}

/** The same, each told as soon as it was read: its records are all with the sink by then, and none of the next one's. At least one comes. */
export async function* eachReport(content: Buffer, sink: ReportSink, limits: ReportLimits = reportLimits): AsyncGenerator<ReportRead> {
  let told = 0
  const documents = unpack(content, limits)[Symbol.asyncIterator]()
  for (;;) {
    const document = await refusing(() => documents.next())
    if (isRefused(document)) {
      told++
      yield document
      break
    }
    if (document.done) break
    const index = told
    const read = await refusing(() => readDocument(document.value, limits, (records) => sink(records, index)))
    if (read === null) continue
    told++
    yield read
  }
  if (told === 0) yield { kind: 'refused', finding: reportFinding('report_not_a_report') }
}

type Refused = Extract<ReportRead, { kind: 'refused' }>
const isRefused = (value: object): value is Refused => 'kind' in value && value.kind === 'refused'

async function refusing<T>(work: () => Promise<T>): Promise<T | Refused> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RefusedReport)) throw error
    return { kind: 'refused', finding: error.finding }
  }
}

async function readDocument(
  document: ReportDocument,
  limits: ReportLimits,
  sink: (records: AggregateRecord[]) => Promise<void> | void,
): Promise<ReportRead | null> {
  switch (document.kind) {
    case 'xml':
      return { kind: 'aggregate', ...(await readAggregate(document.chunks, limits, sink)) }
    case 'json':
      return { kind: 'tls', report: await readTlsReport(document.chunks, limits) }
    case 'refused':
      return document
    case 'mail': {
      const report = readFailure(document.mail)
      return report && { kind: 'failure', report }
    }
  }
}
