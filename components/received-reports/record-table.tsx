import { useFormatter, useTranslations } from 'next-intl'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { Messages } from '#lib/i18n/catalogues'
import type { RecordView } from '#lib/received-reports/schema'
import { WhyLines } from './why-lines'

type Disposition = keyof Messages['reports']['disposition']

/** Lines of an aggregate report, each in words. */
export function RecordTable({ rows }: { rows: readonly RecordView[] }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const did = (word: string) =>
    /^[a-z]+$/.test(word) && t.has(`disposition.${word as Disposition}`) ? t(`disposition.${word as Disposition}`) : word
  const columns: Column<RecordView>[] = [
    {
      key: 'source',
      role: 'identity',
      header: t('report.source'),
      cell: ({ sourceIp, sourceName, headerFrom, envelopeFrom }) => (
        <span className="flex min-w-40 flex-col font-normal">
          <span className="break-all font-medium font-mono">{sourceIp}</span>
          {sourceName && <span className="break-all text-sm">{sourceName}</span>}
          <span className="break-all text-faint text-sm">
            {t('report.from', { domain: headerFrom || '—' })}
            {envelopeFrom && envelopeFrom !== headerFrom && ` · ${t('report.bounces', { domain: envelopeFrom })}`}
          </span>
        </span>
      ),
    },
    { key: 'count', header: t('report.count'), align: 'end', cell: ({ count }) => format.number(count) },
    {
      key: 'result',
      header: t('report.result'),
      cell: ({ aligned, forwarded }) => (
        <Status tone={aligned ? 'good' : forwarded ? 'neutral' : 'bad'}>
          {aligned ? t('report.proved') : forwarded ? t('report.sentOn') : t('report.notProved')}
        </Status>
      ),
    },
    {
      key: 'did',
      header: t('report.did'),
      cell: ({ disposition }) => <span className="block min-w-24 break-words">{did(disposition)}</span>,
    },
    {
      key: 'why',
      header: t('report.why'),
      cell: ({ dkim, spf, otherDomain, reasons }) => (
        <span className="flex min-w-0 flex-col gap-1">
          <WhyLines dkim={dkim} spf={spf} otherDomain={otherDomain} />
          {reasons.length > 0 && (
            <span className="break-words text-muted text-sm">
              {t('report.reasons', { text: reasons.map(({ type, comment }) => [type, comment].filter(Boolean).join(': ')).join('; ') })}
            </span>
          )}
        </span>
      ),
    },
  ]
  return <Table caption={t('report.recordsCaption')} columns={columns} rows={rows} rowKey={({ position }) => String(position)} />
}
