/** The languages of the panel, each by its own name. The first is what a stranger gets who asks for none of them. */
export const locales = ['en', 'es'] as const

export type Locale = (typeof locales)[number]

export const defaultLocale: Locale = locales[0]

export const localeNames: Record<Locale, string> = { en: 'English', es: 'Español' }

/** Holds a person's choice of language. Readable by scripts: it is a preference, not a secret. */
export const localeCookie = 'postern-locale'

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}
