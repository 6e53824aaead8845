import { useTranslations } from 'next-intl'
import { KeyValues } from '#components/ui/key-values'
import type { Messages } from '#lib/i18n/catalogues'
import type { FailureDetails } from '#lib/received-reports/schema'

type Type = keyof Messages['reports']['report']['failure']['types']

/** What is told of a single message. */
export function FailureFacts({ failure }: { failure: FailureDetails }) {
  const t = useTranslations('reports.report.failure')
  const { feedbackType, authFailure, sourceIp, arrival, from, to, subject, messageId } = failure
  const key = `types.${feedbackType as Type}` as const
  const type = feedbackType !== null && /^[a-z-]+$/.test(feedbackType) && t.has(key) ? t(key) : feedbackType
  const items = [
    { key: 'type', label: t('type'), value: type },
    { key: 'auth', label: t('auth'), value: authFailure },
    { key: 'source', label: t('source'), value: sourceIp && <span className="break-all font-mono">{sourceIp}</span> },
    { key: 'arrival', label: t('arrival'), value: arrival },
    { key: 'from', label: t('from'), value: from },
    { key: 'to', label: t('to'), value: to },
    { key: 'subject', label: t('subject'), value: subject },
    { key: 'messageId', label: t('messageId'), value: messageId && <span className="break-all font-mono">{messageId}</span> },
  ]
  return <KeyValues items={items.filter(({ value }) => value)} />
}
