import { useLocale, useTranslations } from 'next-intl'
import { Progress } from '#components/ui/progress'
import { formatBytes } from '#lib/format'

interface MailboxUsageProps {
  /** null: the mail host did not answer. */
  bytes: number | null
  messages: number | null
  /** 0 is unlimited. */
  quotaBytes: number
}

export function MailboxUsage({ bytes, messages, quotaBytes }: MailboxUsageProps) {
  const t = useTranslations('mailboxes')
  const locale = useLocale()
  if (bytes === null) return <p className="text-muted">{t('usedUnknown')}</p>
  const used = formatBytes(bytes, locale)
  const words = quotaBytes === 0 ? t('usedUnlimited', { used }) : t('used', { used, quota: formatBytes(quotaBytes, locale) })
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">{words}</p>
      {quotaBytes > 0 && <Progress kind="usage" label={words} value={bytes} max={quotaBytes} />}
      {messages !== null && <p className="text-muted text-sm">{t('messages', { count: messages })}</p>}
    </div>
  )
}
