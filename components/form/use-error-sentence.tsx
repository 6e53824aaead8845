'use client'

import { useLocale, useMessages } from 'next-intl'
import { useCallback } from 'react'
import { createTranslator } from 'use-intl/core'
import { sentenceValues } from '#lib/format'
import type { Refusal } from '#lib/outcome'

type Kind = 'refusal' | 'failure'

/** Codes are known only when they come, so the catalogue is read as what it is: two tables of sentences. */
type Sentences = { [kind in Kind]?: { [code: string]: string } }

/** The sentence for a code. One without a sentence is said to be unknown, never shown bare. */
export function useErrorSentence(): (kind: Kind, code: string, values?: Refusal['values']) => string {
  const locale = useLocale()
  const messages = useMessages()
  return useCallback(
    (kind, code, values = {}) => {
      const sentences: Sentences = messages.errors
      const text = sentences[kind]?.[code]
      const translate = createTranslator<{ text: string }>({
        locale,
        messages: { text: text ?? messages.form.unknown },
        onError: () => undefined,
      })
      return translate('text', { code, ...sentenceValues(values, locale) })
    },
    [locale, messages],
  )
}
