// How cases of checkdmarc are compared: they look for things in a result of that program, by Python expressions and by English warnings. Our finding
// is put into its form and words; an expression that asks for anything else (its objects, live DNS) is passed over.
import type { Finding, Reading } from '#lib/dns/finding'
import { type Case, differs, failed, passed, type Verdict, verdictOf } from './corpus'

type View = Record<string, unknown>

/** Our codes in the words that its tests look for. */
const words: Record<string, (values: Record<string, string | number>) => string> = {
  dmarc_historic_tag: ({ tag }) => `The ${tag} tag was removed in RFC 9989`,
  dmarc_unknown_tag: ({ tag }) => `Unknown DMARC tag '${tag}'`,
  dmarc_fo_redundant: () => 'redundant',
  dmarc_subdomains_open: () => 'sp tag value of none; subdomain policy',
  dmarc_no_reports: () => 'rua',
  dmarc_policy_place: () => 'The p tag does not immediately follow the v tag',
  parked_spf_allows: () => 'parked',
  parked_dmarc_policy: () => 'Policy of a parked domain',
  parked_dmarc_subdomain_policy: () => 'Subdomain policy of a parked domain',
  spf_ptr: () => 'The ptr mechanism should not be used',
  bimi_dmarc_invalid: () => 'DMARC',
  bimi_dmarc_policy: () => 'DMARC policy',
  bimi_dmarc_subdomain_policy: () => 'DMARC subdomain policy',
  svg_version: () => 'SVG version must be 1.2',
  svg_profile_missing: () => 'missing a base profile',
  svg_profile: () => 'base profile must be tiny-ps',
  svg_title_missing: () => 'must have a title element',
  svg_root_attribute: ({ attribute }) => `cannot include ${attribute}`,
  svg_too_large: () => 'exceeds 32 KB',
  svg_not_square: () => 'square',
  svg_title_placeholder: () => 'template placeholder',
}
export const inWords = (findings: readonly Finding[]): string[] => findings.map(({ code, values = {} }) => words[code]?.(values) ?? code)

/** A case says that its text is right or wrong; wrong may be a warning here (the corpora's README). */
export function judgeReading(given: Case, reading: Reading<unknown>, view: unknown): Verdict {
  const isError = given.verdict === 'error' || (given.raises?.length ?? 0) > 0
  const told = [...reading.errors, ...reading.warnings]
  if (isError) return told.length > 0 ? passed : failed('nothing is said of it')
  if (reading.errors.length > 0) return failed(`refused: ${JSON.stringify(reading.errors)}`)
  return judgeAsserts(given.asserts ?? [], view)
}

export const judgeAsserts = (asserts: string[][], view: unknown): Verdict => verdictOf(asserts.map((assert) => judgeAssert(assert, view)))

const unknown = Symbol('not asked')

function judgeAssert([kind = '', ...expressions]: string[], view: unknown): string | null {
  const [first, second] = expressions.map((expression) => evaluate(expression.trim(), view))
  if (first === unknown || (second === unknown && kind.endsWith('l')) || (second === unknown && kind.endsWith('In'))) return null
  const said = `${kind}(${expressions.join(', ')})`
  switch (kind) {
    case 'assertEqual':
      return differs(said, first, second)
    case 'assertTrue':
    case 'assertFalse':
      return differs(said, Boolean(first), kind === 'assertTrue')
    case 'assertIsNone':
    case 'assertIsNotNone':
      return differs(said, first === null || first === undefined, kind === 'assertIsNone')
    case 'assertIn':
      return differs(said, contains(second, first), true)
    case 'assertNotIn':
      return differs(said, contains(second, first), false)
    default:
      return null
  }
}

const contains = (whole: unknown, part: unknown): boolean => {
  if (Array.isArray(whole)) return whole.includes(part)
  if (typeof whole === 'string') return whole.includes(String(part))
  return typeof whole === 'object' && whole !== null && String(part) in whole
}

/** Literals, `name['key']…`, len(…), sum/any(… in w for w in …). */
function evaluate(written: string, view: unknown): unknown {
  const expression = written.replace(/cast\(Any, (\w+)\)/g, '$1')
  if (/^-?\d+(\.\d+)?$/.test(expression)) return Number(expression)
  if (expression in constants) return constants[expression]
  if (/^'[^']*'$/.test(expression)) return expression.slice(1, -1)
  if (/^\[('[^']*'(, )?)*\]$/.test(expression)) return [...expression.matchAll(/'([^']*)'/g)].map(([, text]) => text)
  const length = /^len\((.*)\)$/.exec(expression)?.[1]
  if (length !== undefined) return measured(evaluate(length, view))
  const some = /^(.*) > 0$/.exec(expression)?.[1]
  if (some !== undefined) return isMore(evaluate(some, view))
  const search = /^(any|sum)\(\((.*) (?:in (\w)(?:\.lower\(\))?) for \w in (.*)\)\)$/.exec(expression)
  if (search) return searched(search, view)
  if (/^(?:results?|parsed_record|metadata|errors)(?:\['[^']*'\])*$/.test(expression)) return atPath(expression, view)
  return unknown
}

const constants: Record<string, unknown> = { True: true, False: false, None: null }
const isMore = (value: unknown): unknown => (typeof value === 'number' ? value > 0 : unknown)
const measured = (value: unknown): unknown => (Array.isArray(value) || typeof value === 'string' ? value.length : unknown)

function searched([, kind = '', condition = '', , list = '']: string[], view: unknown): unknown {
  const found = evaluate(list, view)
  const texts = [...condition.matchAll(/('[^']*'|"[^"]*")/g)].map(([text]) => text.slice(1, -1).toLowerCase())
  if (!Array.isArray(found) || texts.length === 0) return unknown
  const hits = found.filter((entry) => texts.every((text) => String(entry).toLowerCase().includes(text)))
  return kind === 'any' ? hits.length > 0 : hits.length
}

function atPath(expression: string, view: unknown): unknown {
  const keys = [...expression.matchAll(/\['([^']*)'\]/g)].map(([, key]) => key as string)
  const start = expression.startsWith('errors') ? (view as View).errors : view
  return keys.reduce<unknown>((value, key) => (value as View | undefined)?.[key], start)
}
