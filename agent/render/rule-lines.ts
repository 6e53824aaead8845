// A mailbox's rules as lines of its domain's rules file, and back: `alice vacation {…}`, `alice filter 001 {…}`, JSON of the protocol's own
// types in ASCII. So plan, generations, rollback and drift speak of rules as of any line; the scripts are built from them, as maps are
// built from tables.
import { filter, type MailboxRules, vacation } from '#lib/protocol/rules'

const pattern = /^(\S+) (?:vacation|filter (\d{3})) (\{.*\})$/

export function ruleLines(localPart: string, rules: MailboxRules | undefined): string[] {
  if (!rules) return []
  const absent = rules.vacation ? [`${localPart} vacation ${ascii(rules.vacation)}`] : []
  return [...absent, ...rules.filters.map((one, index) => `${localPart} filter ${String(index + 1).padStart(3, '0')} ${ascii(one)}`)]
}

/** By mailbox. A line that is no rule is left out: whoever reads the domain back renders it again and finds what is missing. */
export function readRuleLines(lines: readonly string[]): Map<string, MailboxRules> {
  const found = new Map<string, MailboxRules>()
  for (const line of [...lines].sort()) {
    const [, localPart, number, json] = pattern.exec(line) ?? []
    const value = json === undefined ? undefined : parsed(json)
    const read = number === undefined ? vacation.safeParse(value) : filter.safeParse(value)
    if (localPart === undefined || !read.success) continue
    const rules = found.get(localPart) ?? { vacation: null, filters: [] }
    if ('days' in read.data) rules.vacation = read.data
    else rules.filters.push(read.data)
    found.set(localPart, rules)
  }
  return found
}

export const mailboxOfRule = (line: string): string => line.split(' ', 1)[0] ?? ''

const ascii = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
