// Gzip, piece by piece; a small one at once, which is four times as fast as a stream.
import { Readable } from 'node:stream'
import { createGunzip, gunzipSync } from 'node:zlib'
import type { Expansion } from './expansion'
import { RefusedReport } from './refusal'

/** Packed size up to which a report is expanded at once, and what it may become then: the rest goes by stream. */
const atOnce = { packed: 64 * 1024, expanded: 4 * 1024 * 1024 }

export function gunzipped(chunks: AsyncIterable<Buffer> | Iterable<Buffer>, expansion: Expansion): AsyncIterable<Buffer> | Buffer[] {
  const [only, ...more]: Buffer[] = Array.isArray(chunks) ? chunks : []
  const whole = only && more.length === 0 && only.length <= atOnce.packed ? small(only, expansion) : null
  return whole ? [whole] : streamed(chunks, expansion)
}

/** null: it becomes too large for this way. */
function small(packed: Buffer, expansion: Expansion): Buffer | null {
  try {
    const content = gunzipSync(packed, { maxOutputLength: Math.max(1, Math.min(expansion.left, atOnce.expanded)) })
    expansion.add(content.length)
    return content
  } catch (error) {
    if (error instanceof RangeError) return null
    const bare = withoutLineEnds(packed)
    if (bare.length < packed.length) return small(bare, expansion)
    throw brokenOr(error)
  }
}

/** Some mails leave a line end behind an attachment; it reads as the start of a second member (RFC 1952 2.2). */
function withoutLineEnds(packed: Buffer): Buffer {
  let end = packed.length
  while (end > 0 && (packed[end - 1] === 10 || packed[end - 1] === 13)) end--
  return packed.subarray(0, end)
}

async function* streamed(chunks: AsyncIterable<Buffer> | Iterable<Buffer>, expansion: Expansion): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of source.pipe(gunzip)) {
      expansion.add(chunk.length)
      yield chunk
    }
  } catch (error) {
    throw brokenOr(error)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

const brokenOr = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
    ? new RefusedReport('report_archive_broken', { reason: error.message })
    : error
