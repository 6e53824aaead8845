import { getTranslations } from 'next-intl/server'
import type * as z from 'zod'
import type { Refusal } from '#lib/outcome'
import { refusalsOf } from '#lib/refusals-of'

export type Search = Readonly<Record<string, string | string[] | undefined>>

/** Sentences by field; nothing for what was taken, or never asked. */
export async function draftErrors(parsed: z.ZodSafeParseResult<unknown> | null, search: Search): Promise<Record<string, string[]>> {
  if (!parsed || parsed.success) return {}
  const t = await getTranslations('errors.refusal')
  const errors: Record<string, string[]> = {}
  for (const { field, code, values } of refusalsOf(parsed.error, search)) {
    const name = (field ?? '').split('.')[0] ?? ''
    errors[name] = [...(errors[name] ?? []), t(code as Refusal['code'] & 'required', values)]
  }
  return errors
}
