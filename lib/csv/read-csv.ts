// Reads an uploaded CSV file: comma, semicolon or tab, with or without a byte order mark, any line ends. The first line names the columns.
// Broken syntax and wrong columns end it at once; what is wrong inside a line is the importer's matter, line by line.
import { CsvError, parse } from 'csv-parse/sync'
import { deny } from '#lib/refusals'
import { plainCell } from './cell'

export type CsvLine = { /** As an editor counts. */ line: number; cells: Record<string, string> }

/** A file of more lines is to be split: it is one transaction. */
export const csvLinesMax = 20_000
export const csvBytesMax = 32 * 1024 * 1024

type Columns = { required: readonly string[]; optional: readonly string[] }

/** Cells that are empty are left out, so a default or "unchanged" takes their place. */
export function readCsv(text: string, columns: Columns): CsvLine[] {
  const records = parseRecords(text)
  const header = (records[0]?.record ?? []).map((name) => plainCell(name.trim()))
  requireHeader(header, columns)
  const body = records.slice(1)
  if (body.length === 0) deny('csv_empty', 'csv')
  if (body.length > csvLinesMax) deny('csv_too_many_lines', 'csv', { limit: csvLinesMax })
  // A quoted cell may span lines; `info.lines` is where the record ends, so the next begins one further.
  return body.map(({ record }, index) => ({
    line: (records[index]?.info.lines ?? index + 1) + 1,
    cells: Object.fromEntries(
      header.map((name, at) => [name, plainCell(record[at] ?? '')] as const).filter(([, cell]) => cell.trim() !== ''),
    ),
  }))
}

function parseRecords(text: string): { record: string[]; info: { lines: number } }[] {
  const firstLine = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? ''
  const delimiter = [',', ';', '\t'].find((sign) => firstLine.includes(sign)) ?? ','
  try {
    // The package's types do not know what `info` gives.
    return parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count_less: true,
      skip_empty_lines: true,
      to: csvLinesMax + 2,
    }) as unknown as { record: string[]; info: { lines: number } }[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return deny('csv_broken', 'csv', { line: typeof error.lines === 'number' ? error.lines : 0 })
  }
}

function requireHeader(header: readonly string[], { required, optional }: Columns): void {
  const known = new Set([...required, ...optional])
  for (const [at, column] of header.entries()) {
    if (!known.has(column)) deny('csv_header_unknown', 'csv', { column: column.slice(0, 80) })
    if (header.indexOf(column) !== at) deny('csv_header_twice', 'csv', { column })
  }
  const missing = required.find((column) => !header.includes(column))
  if (missing) deny('csv_header_missing', 'csv', { column: missing })
}
