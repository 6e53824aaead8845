// Puts the result of a check together: the state follows from what was found, and nothing of a stranger's is longer than a page can bear.
import type { Finding } from '#lib/dns/finding'
import { legible } from '#lib/dns/legible'
import { type CheckResult, lineMax, linesMax, type PasteRecord } from './schema'

type Told = {
  found?: readonly string[]
  expected?: readonly string[]
  errors?: readonly Finding[]
  warnings?: readonly Finding[]
  records?: readonly PasteRecord[]
}

const bounded = (lines: readonly string[]): string[] =>
  lines.slice(0, linesMax).map((line) => legible(line.length > lineMax ? `${line.slice(0, lineMax - 1)}…` : line))

const legibleFinding = ({ values, ...rest }: Finding): Finding => ({
  ...rest,
  ...(values && {
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? legible(value) : value])),
  }),
})

/** Of findings of a kind a handful says it all. */
const findingsMax = 20

export function tell({ found = [], expected = [], errors = [], warnings = [], records = [] }: Told): CheckResult {
  return {
    state: errors.length > 0 ? 'error' : warnings.length > 0 ? 'warning' : 'ok',
    found: bounded(found),
    expected: bounded(expected),
    errors: errors.slice(0, findingsMax).map(legibleFinding),
    warnings: warnings.slice(0, findingsMax).map(legibleFinding),
    records: [...records],
  }
}

/** No answer is no finding. */
export const unanswered = (told: Pick<Told, 'found' | 'expected' | 'records'> = {}): CheckResult => ({ ...tell(told), state: 'unknown' })
