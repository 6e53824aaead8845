import type { CsvReport } from '#lib/addresses/view'
import type { Outcome } from '#lib/outcome'
import { Problem } from './problem'

/** An import that saved nothing because of its lines is a refusal, each mistake at `#/<line>/<column>`; a dry run is an answer. */
export function requireImported(outcome: Outcome<CsvReport>, dryRun: boolean): Outcome<CsvReport> {
  if (dryRun || !outcome.ok || outcome.value.mistakesTotal === 0) return outcome
  const errors = outcome.value.mistakes.map(({ line, column, code, values }) => ({
    place: 'body' as const,
    field: column === null ? `${line}` : `${line}.${column}`,
    code,
    values,
  }))
  throw new Problem('refused', { errors })
}
