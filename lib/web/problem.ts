// Problem details for HTTP APIs (RFC 9457). One problem carries every error of a request at once, each with a JSON Pointer
// (RFC 6901) into the body or the name of a parameter. An exception's own text never leaves: only codes and our sentences do.
import { randomUUID } from 'node:crypto'
import { AppError, type FailureCode, failures } from '#lib/errors'
import type { Locale } from '#lib/i18n/locales'
import { type Conflict, type Refusal, RefusedError } from '#lib/outcome'
import { sentence } from './sentence'

export type Place = 'body' | 'query' | 'path' | 'header'
type Located = Refusal & { place: Place }

/** A request that is not taken, with all that is wrong with it. */
export class Problem extends Error {
  readonly errors: readonly Located[]
  readonly current: Conflict | undefined
  readonly headers: Readonly<Record<string, string>>
  constructor(
    readonly code: FailureCode,
    options: { errors?: readonly Located[]; current?: Conflict; headers?: Record<string, string> } = {},
  ) {
    super(code)
    this.name = 'Problem'
    this.errors = options.errors ?? []
    this.current = options.current
    this.headers = options.headers ?? {}
  }
}

export const refusedProblem = (refusals: readonly Refusal[], current?: Conflict): Problem =>
  new Problem(refusals.some((refusal) => refusal.code === 'conflict') ? 'conflict' : 'refused', {
    errors: refusals.map((refusal) => ({ ...refusal, place: 'body' })),
    current,
  })

export type ProblemDocument = {
  type: string
  title: string
  status: number
  detail: string
  code: FailureCode
  retry: boolean
  subject?: string
  errors?: { pointer?: string; parameter?: string; header?: string; code: string; values?: Refusal['values']; detail: string }[]
  current?: Conflict
  /** Names this failure in the log. */
  reference?: string
}

export type Answer = {
  document: ProblemDocument
  headers: Record<string, string> /** a defect of ours or of the world: for the log */
  cause: unknown
}

/** Any thrown thing as a problem; what is not known to be harmless is `internal`, with a reference and nothing else. */
export function problemOf(error: unknown, locale: Locale): Answer {
  if (error instanceof Problem) return { document: documentOf(error, locale), headers: { ...error.headers }, cause: null }
  if (error instanceof RefusedError) return problemOf(refusedProblem(error.refusals, error.current), locale)
  if (error instanceof AppError) {
    const document = documentOf(new Problem(error.code), locale, error.subject)
    return { document, headers: error.retry ? { 'Retry-After': '5' } : {}, cause: error.status >= 500 ? error : null }
  }
  return { document: { ...documentOf(new Problem('internal'), locale), reference: randomUUID() }, headers: {}, cause: error }
}

/** Where a code is explained; relative on purpose, so that no answer depends on the Host header of the request. */
export const problemType = (code: string): string => `/api/v1/problems/${code}`

function documentOf(problem: Problem, locale: Locale, subject: string | null = null): ProblemDocument {
  const { status, retry } = failures[problem.code]
  const named = { ...(subject === null ? {} : { subject }) }
  return {
    type: problemType(problem.code),
    title: problem.code.replaceAll('_', ' '),
    status,
    detail: sentence(locale, 'failure', problem.code, named) ?? problem.code,
    code: problem.code,
    retry,
    ...named,
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors.map((error) => describeError(error, locale)) }),
    ...(problem.current === undefined ? {} : { current: problem.current }),
  }
}

function describeError({ place, field, code, values }: Located, locale: Locale) {
  const detail = sentence(locale, 'refusal', code, values) ?? sentence(locale, 'failure', code, values) ?? code
  return { ...position(place, field), code, ...(values && { values }), detail }
}

function position(place: Place, field: string | null) {
  if (place === 'body') return { pointer: field === null || field === '' ? '#' : `#/${field.split('.').map(escapePointer).join('/')}` }
  if (field === null) return {}
  return place === 'header' ? { header: field } : { parameter: field }
}

/** RFC 6901 section 4, then as a URI fragment (section 6). */
const escapePointer = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

/** What a code of the table means, for whoever follows a problem's type; null for a code that is not ours. */
export function explain(code: string, locale: Locale): Pick<ProblemDocument, 'code' | 'status' | 'retry' | 'detail'> | null {
  if (!Object.hasOwn(failures, code)) return null
  const { status, retry, detail } = documentOf(new Problem(code as FailureCode), locale)
  return { code: code as FailureCode, status, retry, detail }
}
