// What came in -> the documents in it: a mail with attachments, gzip, zip, each inside each, told by its first bytes and never by a name.
import type { Finding } from '#lib/dns/finding'
import { type Mail, openMail } from '#lib/mime/open-mail'
import { Expansion } from './expansion'
import { gunzipped } from './gunzipped'
import type { ReportLimits } from './limits'
import { RefusedReport, type ReportCode } from './refusal'
import { unzipped } from './unzipped'

type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>

export type ReportDocument =
  | { kind: 'xml'; chunks: Chunks }
  | { kind: 'json'; chunks: Chunks }
  /** A part that cannot be opened; the others may. */
  | { kind: 'refused'; finding: Finding<ReportCode> }
  /** The mail around whatever else was found: failure reports are mails themselves. */
  | { kind: 'mail'; mail: Mail }

export async function* unpack(content: Buffer, limits: ReportLimits): AsyncGenerator<ReportDocument> {
  if (content.length === 0) throw new RefusedReport('report_empty')
  if (content.length > limits.bytesMax) throw new RefusedReport('report_too_large', { bytes: content.length, most: limits.bytesMax })
  yield* new Unpacking(limits, new Expansion(content.length, limits)).open([content], 0)
}

class Unpacking {
  private files = 0

  constructor(
    private readonly limits: ReportLimits,
    private readonly expansion: Expansion,
  ) {}

  async *open(source: Chunks, depth: number): AsyncGenerator<ReportDocument> {
    if (depth > this.limits.depthMax) throw new RefusedReport('report_nested_too_deep', { most: this.limits.depthMax })
    this.files++
    if (this.files > this.limits.filesMax) throw new RefusedReport('report_too_many_files', { most: this.limits.filesMax })
    const { first, chunks } = await peeked(source)
    const kind = kindOf(first)
    if (kind === 'gzip') return yield* this.open(gunzipped(chunks, this.expansion), depth + 1)
    if (kind === 'zip') {
      for await (const file of unzipped(await whole(chunks, this.limits), this.expansion)) yield* this.openPart(file, depth + 1)
      return
    }
    if (kind === 'xml' || kind === 'json') return yield { kind, chunks }
    // Only the outermost may be a mail: what lies unpacked in an archive and is no report is nothing.
    if (first.length > 0 && depth === 0) yield* this.openMail(await whole(chunks, this.limits), depth)
  }

  private async *openPart(source: Chunks, depth: number): AsyncGenerator<ReportDocument> {
    try {
      yield* this.open(source, depth)
    } catch (error) {
      if (!(error instanceof RefusedReport) || ofTheWhole.includes(error.finding.code)) throw error
      yield { kind: 'refused', finding: error.finding }
    }
  }

  private async *openMail(content: Buffer, depth: number): AsyncGenerator<ReportDocument> {
    const mail = await openMail(content)
    if (!mail) throw new RefusedReport('report_mail_unreadable')
    yield { kind: 'mail', mail }
    for (const { type, content: part } of mail.parts) {
      // Mails inside are what a failure report is about: what is attached to them is not for us.
      if (!type.startsWith('message/') && !type.startsWith('text/rfc822') && kindOf(part) !== null) yield* this.openPart([part], depth + 1)
    }
    // Some put the report into the mail's own text.
    const text = Buffer.from(mail.text.trim())
    if (kindOf(text) === 'xml' || kindOf(text) === 'json') yield* this.openPart([text], depth + 1)
  }
}

/** Limits over all parts together: there is nothing to go on with. */
const ofTheWhole: ReportCode[] = ['report_expands_too_far', 'report_too_many_files']

function kindOf(bytes: Buffer): 'gzip' | 'zip' | 'xml' | 'json' | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)) return 'zip'
  const text = bytes
    .subarray(0, 200)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
  if (/^<[?!a-z]/i.test(text)) return 'xml'
  return text.startsWith('{') ? 'json' : null
}

/** Its beginning, without taking it away. */
async function peeked(source: Chunks): Promise<{ first: Buffer; chunks: Chunks }> {
  if (Array.isArray(source)) return { first: (source[0] as Buffer) ?? Buffer.alloc(0), chunks: source }
  const iterator = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]?.() ?? (source as Iterable<Buffer>)[Symbol.iterator]()
  const { value, done } = await iterator.next()
  if (done) return { first: Buffer.alloc(0), chunks: [] }
  return { first: value, chunks: putBack(value, iterator) }
}

async function* putBack(first: Buffer, rest: AsyncIterator<Buffer> | Iterator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value
}

async function whole(chunks: Chunks, { bytesMax }: ReportLimits): Promise<Buffer> {
  if (Array.isArray(chunks) && chunks.length === 1) return chunks[0] as Buffer
  const parts: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > bytesMax) throw new RefusedReport('report_too_large', { bytes, most: bytesMax })
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
