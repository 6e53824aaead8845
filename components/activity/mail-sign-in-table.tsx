import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { MailSignInView } from '#lib/activity/schema'

/** What mail programs tried, and with which password. */
export function MailSignInTable({ rows }: { rows: readonly MailSignInView[] }) {
  const t = useTranslations('activity.signIns')
  const short = useTranslations('appPasswords.short')
  const columns: Column<MailSignInView>[] = [
    {
      key: 'result',
      role: 'identity',
      header: t('column.result'),
      cell: (row) => (
        <Status
          tone={row.result === 'signed_in' ? 'good' : 'warn'}
          detail={row.times > 1 && <span title={t('timesHelp', { count: row.times })}>{t('times', { count: row.times })}</span>}
        >
          {t(`result.${row.result}`)}
        </Status>
      ),
    },
    { key: 'protocol', header: t('column.protocol'), cell: (row) => short(row.protocol) },
    {
      key: 'from',
      header: t('column.from'),
      cell: (row) =>
        row.clientAddress === null ? (
          <span className="text-faint">{t('unknown')}</span>
        ) : (
          <span className="font-mono">{row.clientAddress}</span>
        ),
    },
    { key: 'password', header: t('column.password'), cell: (row) => <With row={row} /> },
    { key: 'when', header: t('column.when'), cell: (row) => <RelativeTime value={row.at} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}

/** Postfix does not say with which; a password that was wrong is none. */
function With({ row: { appPassword, protocol, result } }: { row: MailSignInView }) {
  const t = useTranslations('activity.signIns')
  if (appPassword !== null && appPassword !== '') return <bdi className="break-words">{appPassword}</bdi>
  if (result === 'wrong') return <span className="text-faint">—</span>
  return (
    <span className="text-faint">
      {appPassword === '' ? t('revokedPassword') : protocol === 'submission' ? t('unknown') : t('ownPassword')}
    </span>
  )
}
