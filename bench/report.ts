// The bench's one table and its JSON. A row is a figure, what it is compared with in the same run, the ratio, and the ratio that we promise.

export type Row = {
  name: string
  value: number
  unit: 'ms' | 'MiB' | 'KiB gz' | '/s' | 'lines'
  against?: { name: string; value: number }
  atMost?: number
}

export const ratioOf = (row: Row): number | null => (row.against ? row.value / row.against.value : null)

/** Rows that promise a ratio and miss it. */
export const missed = (rows: Row[]): Row[] => rows.filter((row) => row.atMost !== undefined && (ratioOf(row) ?? row.value) > row.atMost)

export function tableOf(rows: Row[]): string {
  const cells = rows.map((row) => {
    const ratio = ratioOf(row)
    const bound = row.atMost === undefined ? '' : ratio === null ? `≤ ${row.atMost} ${row.unit}` : `≤ ${row.atMost}×`
    return [
      row.name,
      `${format(row.value)} ${row.unit}`,
      row.against ? `${row.against.name} ${format(row.against.value)}` : '',
      ratio === null ? '' : `${ratio.toFixed(2)}×`,
      bound,
      row.atMost === undefined ? '' : missed([row]).length === 0 ? 'ok' : 'MISSED',
    ]
  })
  const all = [['what', 'measured', 'against', 'ratio', 'bound', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? []
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const format = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
