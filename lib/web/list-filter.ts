import type * as z from 'zod'

/** What of a URL a list understands. A parameter that it does not understand is left out: a stale bookmark shows a list, not an error. */
export function listFilter<S extends z.ZodObject>(schema: S, params: Readonly<Record<string, string>>): z.input<S> {
  const known = Object.entries(params).filter(([name, text]) => schema.shape[name]?.safeParse(text).success)
  return schema.parse(Object.fromEntries(known)) as z.input<S>
}
