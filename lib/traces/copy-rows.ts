// Many rows by COPY, as the text format has them (PostgreSQL, COPY, "Text Format").
import { finished } from 'node:stream/promises'
import { from } from 'pg-copy-streams'
import type { DirectClient } from '#lib/db/direct'

const chunkLength = 1 << 18

/** `table` and `columns` are ours, never anybody's words. */
export async function copyRows(
  client: DirectClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): Promise<void> {
  const stream = client.query(from(`copy "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) from stdin`))
  const ended = finished(stream)
  // A refusal is told by `finished`; writing to a stream that is gone must not be a second failure.
  ended.catch(() => undefined)
  let text = ''
  const flush = async () => {
    const goesOn = stream.write(text)
    text = ''
    if (!goesOn) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), ended])
  }
  for (const row of rows) {
    let line = ''
    for (const value of row) line += `${line === '' ? '' : '\t'}${value === null ? '\\N' : cell(value)}`
    text += `${line}\n`
    if (text.length > chunkLength) await flush()
  }
  if (text !== '') await flush()
  stream.end()
  await ended
}

const cell = (value: string | number): string => (typeof value === 'number' ? String(value) : special.test(value) ? escaped(value) : value)

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is no text of Postgres, the others have a meaning of their own to COPY
const special = /[\\\n\r\t\u0000]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const each = /[\\\n\r\t\u0000]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u0000': '' }
const escaped = (value: string): string => value.replace(each, (one) => escapes[one] ?? '')
