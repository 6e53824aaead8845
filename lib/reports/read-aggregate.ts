// DMARC aggregate reports, as a stream: records are handed on as they come, so a report of a million costs no more memory than one of ten.
// Document types are refused whole (entities live there), and so is XML that is not well-formed: half a report would be counted as all of it.
import { SaxesParser } from 'saxes'
import { AggregateBuilder } from './aggregate-builder'
import type { AggregateRecord, AggregateReport } from './aggregate-report'
import { XmlDecoder } from './decode'
import type { ReportLimits } from './limits'
import { readPlainXml } from './plain-xml'
import { RefusedReport } from './refusal'

export type RecordSink = (records: AggregateRecord[]) => Promise<void> | void
/** `replaced`: bytes that were no text became U+FFFD. */
export type AggregateRead = { report: AggregateReport; replaced: boolean }

/** Elements inside each other; the format has five. */
const depthMax = 12
/** Larger ones come in pieces, so that they are never here as a whole. */
const plainMax = 4 * 1024 * 1024

export async function readAggregate(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  limits: ReportLimits,
  sink: RecordSink,
): Promise<AggregateRead> {
  const small =
    Array.isArray(chunks) && chunks.length === 1 && chunks[0].length <= plainMax ? await readSmall(chunks[0], limits, sink) : null
  if (small) return small
  const builder = new AggregateBuilder(limits)
  const parser = parserFor(new Elements(builder, limits))
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

/** null: it takes the real parser to read it. */
async function readSmall(content: Buffer, limits: ReportLimits, sink: RecordSink): Promise<AggregateRead | null> {
  const builder = new AggregateBuilder(limits)
  const decoder = new XmlDecoder()
  if (!readPlainXml(decoder.decode(content, true), new Elements(builder, limits), limits.textMax)) return null
  const report = builder.end()
  const records = builder.takeRecords()
  if (records.length > 0) await sink(records)
  return { report, replaced: decoder.replaced }
}

/** Elements as they open and close, however they are read. */
class Elements {
  private readonly path: string[] = []

  constructor(
    private readonly builder: AggregateBuilder,
    private readonly limits: ReportLimits,
  ) {}

  open(name: string): void {
    const { path } = this
    const colon = name.indexOf(':')
    path.push(colon === -1 ? name : name.slice(colon + 1))
    if (path.length > depthMax) throw new RefusedReport('report_unusual_structure', { depth: path.length })
    this.builder.open(path)
  }

  close(text: string): void {
    this.builder.close(this.path, text)
    this.path.pop()
  }

  checkText({ length }: string): void {
    const { textMax } = this.limits
    if (length > textMax) throw new RefusedReport('report_text_too_long', { element: this.path.join('/'), most: textMax })
  }
}

function parserFor(elements: Elements): SaxesParser {
  const parser = new SaxesParser({ position: false })
  let text = ''
  parser.on('error', (error) => {
    throw new RefusedReport('report_not_xml', { reason: error.message })
  })
  parser.on('doctype', () => {
    throw new RefusedReport('report_declares_entities')
  })
  parser.on('opentagstart', ({ name }) => {
    elements.open(name)
    text = ''
  })
  const append = (more: string): void => {
    text += more
    elements.checkText(text)
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    elements.close(text.trim())
    text = ''
  })
  return parser
}
