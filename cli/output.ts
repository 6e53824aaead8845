// What a command prints: tables for people, JSON for programs. Text from the panel was written by strangers as well: control and
// direction characters never reach the terminal.
export type Cell = string | number | boolean | null | undefined | readonly string[]
export type Column<T> = { readonly title: string; readonly of: (row: T) => Cell; readonly align?: 'right' }

export interface Output {
  readonly json: boolean
  /** One thing or a list as it came, or as columns. */
  rows<T>(data: readonly T[], columns: readonly Column<T>[]): void
  record(data: object): void
  /** A sentence about what happened; kept off standard output when that is JSON. */
  say(text: string): void
  raw(text: string): void
}

export function makeOutput(json: boolean, streams: { stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream }): Output {
  const line = (text: string) => void streams.stdout.write(`${text}\n`)
  const asJson = (data: unknown) => line(JSON.stringify(data, null, 2))
  return {
    json,
    rows: (data, columns) => (json ? asJson(data) : table(data, columns).forEach(line)),
    record: (data) => (json ? asJson(data) : pairs(data).forEach(line)),
    say: (text) => void (json ? streams.stderr : streams.stdout).write(`${harmless(text)}\n`),
    raw: (text) => void streams.stdout.write(text),
  }
}

function table<T>(data: readonly T[], columns: readonly Column<T>[]): string[] {
  const cells = data.map((row) => columns.map((column) => shown(column.of(row))))
  const widths = columns.map((column, index) => Math.max(column.title.length, ...cells.map((row) => width(row[index] ?? ''))))
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, index) => {
        const blanks = ' '.repeat(Math.max(0, (widths[index] ?? 0) - width(cell)))
        return columns[index]?.align === 'right' ? blanks + cell : cell + blanks
      })
      .join('  ')
      .trimEnd()
  return [lineOf(columns.map((column) => column.title)), ...cells.map(lineOf)]
}

function pairs(data: object): string[] {
  const entries = flat(data, '')
  const longest = Math.max(0, ...entries.map(([name]) => name.length))
  return entries.map(([name, value]) => `${name.padEnd(longest)}  ${value}`.trimEnd())
}

function flat(data: object, prefix: string): [string, string][] {
  return Object.entries(data).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'object' && value !== null && !isPlainList(value)) return flat(value, `${prefix}${key}.`)
    return [[`${prefix}${key}`, shown(value as Cell)]]
  })
}

const isPlainList = (value: object): boolean => Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)

function shown(cell: Cell): string {
  if (cell === null || cell === undefined) return '–'
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'object') return cell.length === 0 ? '–' : cell.map((item) => harmless(String(item))).join(', ')
  return harmless(String(cell))
}

/** C0, C1, DEL and the characters that turn the direction of text become a visible mark. */
export const harmless = (text: string): string => text.replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '�')
const width = (text: string): number => [...text].length
