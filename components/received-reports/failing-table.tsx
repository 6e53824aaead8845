import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge'
import { type Column, Table } from '#components/ui/table'
import type { ReportsOverview } from '#lib/received-reports/summary-schema'

type Source = ReportsOverview['failing'][number]

/** Servers whose mail was not proved, the heaviest first. */
export function FailingTable({ rows }: { rows: readonly Source[] }) {
  const t = useTranslations('reports')
  const format = useFormatter()
  const columns: Column<Source>[] = [
    {
      key: 'server',
      role: 'identity',
      header: t('overview.server'),
      cell: ({ domain, ip, name, own }) => (
        <span className="inline-flex min-w-0 flex-wrap items-baseline gap-x-2">
          <a href={`/domains/${encodeURIComponent(domain)}/reports`} className="break-all font-mono">
            {ip}
          </a>
          <span className="break-all text-muted text-sm">{name || t('overview.unnamed')}</span>
          {own && <Badge tone="warn">{t('overview.ownServer')}</Badge>}
        </span>
      ),
    },
    { key: 'domain', header: t('overview.domain'), cell: ({ shownName }) => <span className="block min-w-28 break-all">{shownName}</span> },
    { key: 'messages', header: t('overview.messages'), align: 'end', cell: ({ messages }) => format.number(messages) },
  ]
  return <Table caption={t('overview.failingCaption')} columns={columns} rows={rows} rowKey={({ domain, ip }) => `${domain} ${ip}`} />
}
