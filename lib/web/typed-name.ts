import type { Outcome } from '#lib/outcome'

/** What cannot be undone is confirmed by typing its name. Null when it is right; the browser checks too, this is what counts. */
export function typedName(typed: string, names: readonly string[]): Extract<Outcome<never>, { ok: false }> | null {
  const said = typed.trim().toLowerCase()
  return names.some((name) => name.toLowerCase() === said) ? null : { ok: false, refusals: [{ field: 'typed', code: 'name_not_typed' }] }
}
