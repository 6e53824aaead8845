import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { formatBytes, formatNumber } from '#lib/format'

type Pointing = { readonly count: number; readonly first: readonly string[] }

export interface BulkWordsProps {
  pointing: { readonly aliases: Pointing; readonly groups: Pointing; readonly forwards: Pointing; readonly grants: number }
  /** What is in the mailboxes, counted in the first `counted` of `matched`; `bytes` null when a host did not answer. */
  mail?: { readonly bytes: number | null; readonly counted: number; readonly matched: number; readonly archiveDays: number }
}

/** What a deletion of many leaves pointing nowhere, and what it takes along. */
export function BulkWords({ pointing, mail }: BulkWordsProps) {
  const t = useTranslations('bulk')
  const format = useFormatter()
  const named = (what: string, { count, first }: Pointing) =>
    t(count > first.length ? 'namedMore' : 'named', { what, names: format.list(first, { type: 'unit' }) })
  const { aliases, groups, forwards, grants } = pointing
  const lines = [
    aliases.count > 0 && named(t('aliases', { count: aliases.count }), aliases),
    groups.count > 0 && named(t('groups', { count: groups.count }), groups),
    forwards.count > 0 && named(t('forwards', { count: forwards.count }), forwards),
    grants > 0 && t('grants', { count: grants }),
  ].filter((line) => line !== false)
  return (
    <ul className="flex flex-col gap-1">
      {mail && (
        <li>
          <MailWords {...mail} />
        </li>
      )}
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
      {lines.length === 0 && <li className="text-muted">{t('nothing')}</li>}
    </ul>
  )
}

function MailWords({ bytes, counted, matched, archiveDays: days }: NonNullable<BulkWordsProps['mail']>) {
  const t = useTranslations('bulk')
  const locale = useLocale()
  if (bytes === null) return t('mailUnknown', { days })
  const size = formatBytes(bytes, locale)
  return counted < matched ? t('mailInFirst', { size, days, measured: formatNumber(counted, locale) }) : t('mail', { size, days })
}
