// Bytes of XML -> text: by the mark at its beginning, else by what it declares, else UTF-8. Wrong bytes become U+FFFD and are counted, as one bad
// name must not cost a report.
import { RefusedReport } from './refusal'

export class XmlDecoder {
  private decoder: TextDecoder | null = null
  replaced = false

  decode(chunk: Buffer, last = false): string {
    this.decoder ??= decoderFor(chunk)
    const text = this.decoder.decode(chunk, { stream: !last })
    if (!this.replaced && text.includes('\ufffd')) this.replaced = true
    return text
  }
}

function decoderFor(start: Buffer): TextDecoder {
  const label =
    byMark(start) ?? /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start.subarray(0, 200).toString('latin1'))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label)
  } catch {
    throw new RefusedReport('report_encoding', { encoding: label })
  }
}

function byMark([first, second]: Buffer): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb ? 'utf-8' : null
}
