// Gzip, piece by piece; a small one at once, which is four times as fast as a stream.
import { Readable } from 'node:stream'
import { createGunzip, gunzipSync } from 'node:zlib'
import type { Expansion } from './expansion'
import { RefusedReport } from './refusal'

/** Packed size up to which a report is expanded at once, and what it may become then: the rest goes by stream. */
const atOnce = { packed: 64 * 1024, expanded: 4 * 1024 * 1024 }

export async function gunzipped(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  expansion: Expansion,
): Promise<AsyncIterable<Buffer> | Buffer[]> {
  if (Array.isArray(chunks) && chunks.length === 1 && chunks[0].length <= atOnce.packed) {
    const whole = small(chunks[0], expansion)
    if (whole) return [whole]
  }
  return streamed(chunks, expansion)
}

function small(packed: Buffer, expansion: Expansion): Buffer | null {
  try {
    const content = gunzipSync(packed, { maxOutputLength: Math.max(1, Math.min(expansion.left, atOnce.expanded)) })
    expansion.add(content.length)
    return content
  } catch (error) {
    // Too large for this way, or with something behind its end: the stream knows what to do with both.
    if (error instanceof RangeError || isTrailing(error)) return null
    throw brokenOr(error)
  }
}

async function* streamed(chunks: AsyncIterable<Buffer> | Iterable<Buffer>, expansion: Expansion): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks)
  const gunzip = createGunzip()
  source.on('error', (error) => gunzip.destroy(error))
  let started = false
  try {
    for await (const chunk of source.pipe(gunzip)) {
      started = true
      expansion.add(chunk.length)
      yield chunk
    }
  } catch (error) {
    // Line ends that a mail left behind an attachment are not a second member of it (RFC 1952 2.2).
    if (!started || !isTrailing(error)) throw brokenOr(error)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

const isTrailing = (error: unknown): boolean => error instanceof Error && error.message === 'incorrect header check'

const brokenOr = (error: unknown): unknown =>
  error instanceof Error && !(error instanceof RefusedReport) && 'code' in error && String(error.code).startsWith('Z_')
    ? new RefusedReport('report_archive_broken', { reason: error.message })
    : error
