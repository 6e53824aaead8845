import type { Tx } from '#lib/db/client'
import { defaultLocale, isLocale, type Locale } from '#lib/i18n/locales'

/** The language for people who have not chosen one. */
export async function newcomersLocale(tx: Pick<Tx, 'setting'>): Promise<Locale> {
  const row = await tx.setting.findUnique({ where: { key: 'panel' } })
  const chosen: unknown = typeof row?.value === 'object' && row.value !== null ? Reflect.get(row.value, 'defaultLocale') : null
  return isLocale(chosen) ? chosen : defaultLocale
}
