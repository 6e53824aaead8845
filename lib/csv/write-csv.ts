// CSV as RFC 4180 has it, UTF-8 with a byte order mark (spreadsheets guess wrong without), lines as they are read: any number of rows
// in bounded memory.
import { stringify } from 'csv-stringify/sync'
import { safeCell } from './cell'

type Cell = string | number | boolean | null | readonly string[]

const cellText = (cell: Cell): string => {
  if (cell === null) return ''
  return safeCell(Array.isArray(cell) ? cell.join(' ') : String(cell))
}

export async function* writeCsv<T>(columns: Record<string, (row: T) => Cell>, parts: AsyncIterable<readonly T[]>): AsyncGenerator<string> {
  yield `\ufeff${lines([Object.keys(columns)])}`
  const cells = Object.values(columns)
  for await (const rows of parts) yield lines(rows.map((row) => cells.map((cell) => cellText(cell(row)))))
}

const lines = (rows: string[][]): string => stringify(rows, { record_delimiter: '\r\n' })
