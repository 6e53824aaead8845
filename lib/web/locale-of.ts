import { defaultLocale, type Locale } from '#lib/i18n/locales'
import { negotiateLocale } from '#lib/i18n/negotiate-locale'

/** The language of an API answer: what the request asks for, nothing kept. */
export const localeOf = (request: Request): Locale => negotiateLocale(undefined, request.headers.get('accept-language')) ?? defaultLocale
