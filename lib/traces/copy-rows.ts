// Many rows by COPY, as the text format has them (PostgreSQL, COPY, "Text Format"). Rows come as finished text: what a stranger chose has gone
// through `copyCell`, what we made ourselves has nothing in it that the format knows.
import { finished } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { DirectClient } from '#lib/db/direct'

const chunkBytes = 1 << 18

/** `table` and `columns` are ours, never anybody's words. A row is its cells with tabs between and a line feed behind. */
export async function copyRows(client: DirectClient, table: string, columns: readonly string[], rows: Iterable<string>): Promise<void> {
  const stream = client.query(from(`copy "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) from stdin`))
  const ended = finished(stream)
  // A refusal is told by `finished`; writing to a stream that is gone must not be a second failure.
  ended.catch(() => undefined)
  const send = async (bytes: Buffer) => {
    if (!stream.write(bytes)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), ended])
  }
  let chunk = Buffer.allocUnsafeSlow(chunkBytes)
  let filled = 0
  for (const row of rows) {
    // A character of UTF-16 is three bytes of UTF-8 at most.
    const most = row.length * 3
    if (filled + most > chunkBytes && filled > 0) {
      await send(chunk.subarray(0, filled))
      chunk = Buffer.allocUnsafeSlow(chunkBytes)
      filled = 0
    }
    if (most > chunkBytes) await send(Buffer.from(row, 'utf8'))
    else filled += chunk.write(row, filled, 'utf8')
  }
  if (filled > 0) await send(chunk.subarray(0, filled))
  stream.end()
  await ended
}

/** Any text as one cell. NUL is no text of Postgres. */
export function copyCell(text: string): string {
  if (!(text.includes('\\') || text.includes('\t') || text.includes('\n') || text.includes('\r') || text.includes('\0'))) return text
  return text.replace(each, (one) => escapes[one] ?? '')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is no text of Postgres, the others have a meaning of their own to COPY
const each = /[\\\n\r\t\u0000]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u0000': '' }
