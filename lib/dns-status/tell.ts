// Puts the result of a check together: the state follows from what was found, and nothing of a stranger's is longer than a page can bear.
import type { Finding } from '#lib/dns/finding'
import { type CheckResult, lineMax, linesMax, type PasteRecord } from './schema'

type Told = {
  found?: readonly string[]
  expected?: readonly string[]
  errors?: readonly Finding[]
  warnings?: readonly Finding[]
  records?: readonly PasteRecord[]
}

/** What is no character to look at, turns the text around it, or steers a terminal: records may hold anything. Lines of a policy stay lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g
const seen = (text: string): string => text.replace(unseen, '\ufffd')

const bounded = (lines: readonly string[]): string[] =>
  lines.slice(0, linesMax).map((line) => seen(line.length > lineMax ? `${line.slice(0, lineMax - 1)}…` : line))

const legible = ({ values, ...rest }: Finding): Finding => ({
  ...rest,
  ...(values && {
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? seen(value) : value])),
  }),
})

/** Of findings of a kind a handful says it all. */
const findingsMax = 20

export function tell({ found = [], expected = [], errors = [], warnings = [], records = [] }: Told): CheckResult {
  return {
    state: errors.length > 0 ? 'error' : warnings.length > 0 ? 'warning' : 'ok',
    found: bounded(found),
    expected: bounded(expected),
    errors: errors.slice(0, findingsMax).map(legible),
    warnings: warnings.slice(0, findingsMax).map(legible),
    records: [...records],
  }
}

/** No answer is no finding. */
export const unanswered = (told: Pick<Told, 'found' | 'expected' | 'records'> = {}): CheckResult => ({ ...tell(told), state: 'unknown' })
