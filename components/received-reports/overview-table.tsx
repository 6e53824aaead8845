import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { OverviewRow } from '#lib/received-reports/summary-schema'
import { useShare } from './use-share'

/** From here on the rest is worth a look, and from there on it is bad. */
export const shareTone = (part: number, whole: number): 'good' | 'warn' | 'bad' =>
  whole === 0 || part / whole >= 0.98 ? 'good' : part / whole >= 0.9 ? 'warn' : 'bad'

/** A line for each domain that reports are about. */
export function OverviewTable({ rows }: { rows: readonly OverviewRow[] }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const share = useShare()
  const columns: Column<OverviewRow>[] = [
    {
      key: 'domain',
      role: 'identity',
      header: t('overview.domain'),
      cell: ({ domain, shownName }) => (
        <a href={`/domains/${encodeURIComponent(domain)}/reports`} className="inline-block min-w-32 break-all">
          {shownName}
        </a>
      ),
    },
    { key: 'messages', header: t('overview.messages'), align: 'end', cell: ({ messages }) => format.number(messages) },
    {
      key: 'proved',
      header: t('overview.proved'),
      cell: ({ messages, aligned }) =>
        messages === 0 ? (
          <span className="text-faint">—</span>
        ) : (
          <Status tone={shareTone(aligned, messages)}>{share(aligned, messages)}</Status>
        ),
    },
    {
      key: 'policy',
      header: t('overview.policy'),
      cell: ({ published }) =>
        published === null ? <span className="text-faint">{t('overview.noPolicy')}</span> : <Badge>{published}</Badge>,
    },
    {
      key: 'tls',
      header: t('overview.tls'),
      cell: ({ tlsSessions, tlsFailed }) =>
        tlsSessions === 0 ? (
          <span className="text-faint">{t('overview.noTls')}</span>
        ) : (
          <Status tone={tlsFailed === 0 ? 'good' : 'bad'}>
            {t('overview.tlsOf', { failed: format.number(tlsFailed), all: format.number(tlsSessions) })}
          </Status>
        ),
    },
    { key: 'last', header: t('overview.last'), minor: true, cell: ({ lastAt }) => (lastAt ? <RelativeTime value={lastAt} /> : '—') },
  ]
  return <Table caption={t('overview.caption')} columns={columns} rows={rows} rowKey={({ domain }) => domain} />
}
