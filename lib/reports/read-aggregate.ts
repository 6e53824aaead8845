// DMARC aggregate reports, as a stream: records are handed on as they come, so a report of a million costs no more memory than one of ten.
// Document types are refused whole (entities live there), and so is XML that is not well-formed: half a report would be counted as all of it.
import { SaxesParser } from 'saxes'
import { AggregateBuilder } from './aggregate-builder'
import type { AggregateRecord, AggregateReport } from './aggregate-report'
import { XmlDecoder } from './decode'
import type { ReportLimits } from './limits'
import { RefusedReport } from './refusal'

export type RecordSink = (records: AggregateRecord[]) => Promise<void> | void
/** `replaced`: bytes that were no text became U+FFFD. */
export type AggregateRead = { report: AggregateReport; replaced: boolean }

/** Elements inside each other; the format has five. */
const depthMax = 12

export async function readAggregate(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  limits: ReportLimits,
  sink: RecordSink,
): Promise<AggregateRead> {
  const builder = new AggregateBuilder(limits)
  const parser = parserFor(builder, limits)
  const decoder = new XmlDecoder()
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk))
    const records = builder.takeRecords()
    if (records.length > 0) await sink(records)
  }
  parser.write(decoder.decode(Buffer.alloc(0), true)).close()
  const report = builder.end()
  const records = builder.takeRecords()
  if (records.length > 0) await sink(records)
  return { report, replaced: decoder.replaced }
}

function parserFor(builder: AggregateBuilder, { textMax }: ReportLimits): SaxesParser {
  const parser = new SaxesParser({ position: false })
  const path: string[] = []
  let text = ''
  parser.on('error', (error) => {
    throw new RefusedReport('report_not_xml', { reason: error.message })
  })
  parser.on('doctype', () => {
    throw new RefusedReport('report_declares_entities')
  })
  parser.on('opentagstart', ({ name }) => {
    path.push(name.slice(name.indexOf(':') + 1))
    if (path.length > depthMax) throw new RefusedReport('report_unusual_structure', { depth: path.length })
    builder.open(path)
    text = ''
  })
  const append = (more: string): void => {
    text += more
    if (text.length > textMax) throw new RefusedReport('report_text_too_long', { element: path.join('/'), most: textMax })
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    builder.close(path, text.trim())
    path.pop()
    text = ''
  })
  return parser
}
