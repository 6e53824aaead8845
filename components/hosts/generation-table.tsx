import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { GenerationSummary } from '#lib/protocol/operations'
import { LineCounts } from './line-counts'

const domainsShownMax = 3

export type GenerationRow = Omit<GenerationSummary, 'domains'> & { domains: readonly { name: string; unicodeName: string }[] }

/** What was written on the host, newest first. */
export function GenerationTable({ host, current, rows }: { host: string; current: number; rows: readonly GenerationRow[] }) {
  const t = useTranslations('hosts.generations')
  const columns: Column<GenerationRow>[] = [
    {
      key: 'generation',
      role: 'identity',
      header: t('column.generation'),
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <Link href={`/hosts/${host}/generations/${row.generation}`} className="rounded-sm tabular-nums hover:underline">
            {row.generation}
          </Link>
          {row.generation === current && <Badge tone="good">{t('current')}</Badge>}
        </span>
      ),
    },
    {
      key: 'kind',
      header: t('column.kind'),
      cell: (row) => (row.kind === 'rollback' ? t('rollback', { generation: row.restored ?? '?' }) : t('apply')),
    },
    { key: 'at', header: t('column.at'), cell: (row) => <RelativeTime value={row.at} /> },
    { key: 'domains', header: t('column.domains'), cell: (row) => <Domains domains={row.domains} /> },
    {
      key: 'lines',
      header: t('column.lines'),
      align: 'end',
      cell: (row) => <LineCounts added={row.linesAdded} removed={row.linesRemoved} />,
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => String(row.generation)} />
}

function Domains({ domains }: Pick<GenerationRow, 'domains'>) {
  const t = useTranslations('hosts.generations')
  return (
    <span className="flex flex-wrap gap-x-2">
      {domains.slice(0, domainsShownMax).map(({ name, unicodeName }) => (
        <Address key={name} value={unicodeName} ascii={name} />
      ))}
      {domains.length > domainsShownMax && <span className="text-muted">{t('more', { count: domains.length - domainsShownMax })}</span>}
    </span>
  )
}
