// What every import has in common: each line through the noun's own validator, every mistake named with its line and column, all or
// nothing. A dry run does the real thing and rolls it back, so it cannot promise what the import then refuses.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type * as z from 'zod'
import type { CsvMistake, CsvReport } from '#lib/addresses/view'
import type { Refusal } from '#lib/outcome'
import { inParts } from '#lib/progress'
import { refusalsOf } from '#lib/refusals-of'
import type { CsvLine } from './read-csv'

const mistakesShown = 1000

export type Read<T> = { line: number; value: T }

export const mistakeOf = (line: number, { field, code, values }: Refusal): CsvMistake => ({
  line,
  // `destinations.3` is in the column "destinations".
  column: field?.split('.', 1)[0] ?? null,
  code,
  ...(values && { values }),
})

export async function validateLines<S extends z.ZodType>(
  schema: S,
  lines: readonly CsvLine[],
): Promise<{ read: Read<z.output<S>>[]; mistakes: CsvMistake[] }> {
  const read: Read<z.output<S>>[] = []
  const mistakes: CsvMistake[] = []
  await inParts('checking', lines, async (part) => {
    for (const { line, cells } of part) {
      const parsed = schema.safeParse(cells)
      if (parsed.success) read.push({ line, value: parsed.data })
      else mistakes.push(...refusalsOf(parsed.error, cells).map((refusal) => mistakeOf(line, refusal)))
    }
    await nextTurn()
  })
  return { read, mistakes }
}

/** Lines that name an address which an earlier line names already. */
export function repeatedAddresses(read: readonly Read<{ address: string }>[]): CsvMistake[] {
  const first = new Map<string, number>()
  return read.flatMap(({ line, value: { address } }) => {
    const earlier = first.get(address)
    if (earlier === undefined) first.set(address, line)
    return earlier === undefined ? [] : [mistakeOf(line, { field: 'address', code: 'csv_repeated', values: { address, line: earlier } })]
  })
}

/** Mistakes beyond a thousand are counted only. */
export function reportOf(
  lines: number,
  saved: number,
  mistakes: readonly CsvMistake[],
  generatedPasswords: CsvReport['generatedPasswords'] = [],
): CsvReport {
  const shown = mistakes.toSorted((a, b) => a.line - b.line).slice(0, mistakesShown)
  return { lines, saved, mistakes: shown, mistakesTotal: mistakes.length, generatedPasswords }
}

/** Thrown in the transaction of an import that must leave nothing. */
export class LeavesNothing extends Error {
  constructor(readonly mistakes: readonly CsvMistake[]) {
    super('the import leaves nothing')
  }
}
