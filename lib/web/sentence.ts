import { createTranslator } from 'use-intl/core'
import { sentenceValues } from '#lib/format'
import { catalogues } from '#lib/i18n/catalogues'
import type { Locale } from '#lib/i18n/locales'

type Values = Record<string, string | number>
/** Codes are known at run time only, so the catalogue is read as what it is: two tables of sentences. */
type Sentences = { [kind in 'failure' | 'refusal']?: { [code: string]: string } }

/**
 * The sentence of messages/<locale>/errors.json for a code, or null when there is none: a caller decides what to say then, a code
 * itself is never shown as if it were a sentence.
 */
export function sentence(locale: Locale, kind: 'failure' | 'refusal', code: string, values: Values = {}): string | null {
  const sentences: Sentences = catalogues[locale].errors
  const text = sentences[kind]?.[code]
  if (text === undefined) return null
  const translate = createTranslator<{ text: string }>({
    locale,
    messages: { text },
    onError: () => undefined,
    getMessageFallback: () => text,
  })
  return translate('text', sentenceValues(values, locale))
}
