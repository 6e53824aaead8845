import type * as z from 'zod'
import { refusalsOf } from '#lib/refusals-of'
import { RefusedError } from './outcome'

/** The parsed input, or every mistake in it at once. Commands call it first, so no caller can bypass the validator of the noun. */
export function requireValid<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new RefusedError(refusalsOf(parsed.error, input))
}
