import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { Messages } from '#lib/i18n/catalogues'
import type { RefusalView } from '#lib/received-reports/schema'

type Code = keyof Messages['reports']['refusal']

/** Why a report was not taken, as a sentence. */
export function useRefusalSentence(): (refusal: RefusalView) => string {
  const t = useTranslations('reports.refusal')
  return useCallback(({ code, values }) => (t.has(code as Code) ? t(code as Code, values as never) : t('unknown', { code })), [t])
}

export function RefusalText({ refusal }: { refusal: RefusalView }) {
  return <span className="break-words">{useRefusalSentence()(refusal)}</span>
}
