import type * as z from 'zod'
import type { Refusal } from '#lib/outcome'

type Issue = z.core.$ZodIssue

/**
 * What zod found wrong as refusals with our codes. A schema that has its own word for a mistake gives it as the message
 * ("invalid_domain"); for the rest there are a few general codes.
 */
export function refusalsOf(error: z.ZodError, input: unknown): Refusal[] {
  return error.issues.flatMap((issue) => refusalsOfIssue(issue, [], input))
}

function refusalsOfIssue(issue: Issue, prefix: PropertyKey[], input: unknown): Refusal[] {
  const path = [...prefix, ...issue.path]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ field: named([...path, key]), code: 'unknown_field' }))
  if (isCode(issue.message)) return [{ field: named(path), code: issue.message, ...wordsOf(issue) }]
  if (issue.code === 'invalid_union') {
    const branch = closest(issue.errors)
    if (branch) return branch.flatMap((inner) => refusalsOfIssue(inner, path, input))
  }
  return [{ field: named(path), ...general(issue, isAbsent(input, path)) }]
}

/** The branch of a union that tells most: one with a word of our own, else the one with the fewest mistakes; none when all want another type. */
function closest(branches: Issue[][]): Issue[] | undefined {
  const telling = branches.filter((issues) => issues.some((issue) => issue.code !== 'invalid_type' || issue.path.length > 0))
  const spoken = telling.filter((issues) => issues.some((issue) => isCode(issue.message)))
  return (spoken.length > 0 ? spoken : telling).toSorted((a, b) => a.length - b.length)[0]
}

/** What a schema's own check wants its sentence to name. */
function wordsOf(issue: Issue): Pick<Refusal, 'values'> {
  if (issue.code === 'too_small') return { values: { minimum: Number(issue.minimum) } }
  if (issue.code === 'too_big') return { values: { maximum: Number(issue.maximum) } }
  if (issue.code !== 'custom' || issue.params === undefined) return {}
  const values = Object.entries(issue.params).filter((entry): entry is [string, string | number] =>
    ['string', 'number'].includes(typeof entry[1]),
  )
  return values.length > 0 ? { values: Object.fromEntries(values) } : {}
}

function general(issue: Issue, absent: boolean): { code: string; values?: Record<string, string | number> } {
  switch (issue.code) {
    case 'invalid_type':
      return absent ? { code: 'required' } : { code: 'wrong_type', values: { expected: issue.expected } }
    case 'too_small':
      return {
        code: issue.origin === 'string' && Number(issue.minimum) === 1 ? 'required' : 'too_small',
        values: { minimum: Number(issue.minimum) },
      }
    case 'too_big':
      return { code: 'too_big', values: { maximum: Number(issue.maximum) } }
    case 'invalid_value':
      return { code: 'not_one_of', values: { allowed: issue.values.map(String).join(', ') } }
    default:
      return { code: absent ? 'required' : 'invalid_value' }
  }
}

/** Issues do not carry the input (it may hold a password), so what is missing is looked up. */
function isAbsent(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return value === undefined
}

const isCode = (message: string): boolean => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(message)
const named = (path: PropertyKey[]): string | null => (path.length === 0 ? null : path.map(String).join('.'))
