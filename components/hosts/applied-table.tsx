import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { Address } from '#components/ui/address'
import { AppliedState, type AppliedView } from '#components/ui/applied-state'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'

export interface AppliedRow {
  readonly domain: string
  readonly unicodeName: string
  readonly state: AppliedView['state']
  readonly desired: string
  readonly savedAt: string
  readonly appliedAt: string | null
  readonly code: string | null
}

/** Every domain of one host: what was saved, what is applied, and why when the two differ. */
export function AppliedTable({ host, rows }: { host: string; rows: readonly AppliedRow[] }) {
  const t = useTranslations('hosts')
  const columns: Column<AppliedRow>[] = [
    {
      key: 'domain',
      role: 'identity',
      header: t('applied.column.domain'),
      cell: (row) => (
        <Link href={`/domains/${row.domain}`} className="rounded-sm hover:underline">
          <Address value={row.unicodeName} ascii={row.domain} />
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('applied.column.state'),
      cell: (row) => <AppliedState compact view={{ host, state: row.state, savedAt: row.savedAt, appliedAt: row.appliedAt }} />,
    },
    {
      key: 'saved',
      header: t('applied.column.saved'),
      cell: (row) => (
        <span className="inline-flex flex-wrap gap-x-2">
          <RelativeTime value={row.savedAt} />
          <Link href={`/changes/${row.desired}`} className="rounded-sm text-faint hover:underline">
            {t('applied.revision', { revision: row.desired })}
          </Link>
        </span>
      ),
    },
    {
      key: 'applied',
      header: t('applied.column.applied'),
      cell: (row) => (row.appliedAt ? <RelativeTime value={row.appliedAt} /> : <span className="text-faint">{t('never')}</span>),
    },
    {
      key: 'why',
      header: t('applied.column.why'),
      cell: (row) => <Why row={row} host={host} />,
    },
  ]
  return <Table caption={t('applied.caption')} columns={columns} rows={rows} rowKey={(row) => row.domain} />
}

function Why({ row, host }: { row: AppliedRow; host: string }) {
  const t = useTranslations('hosts.drift')
  if (row.state === 'drift') {
    return (
      <Link href={`/hosts/${host}/drift`} className="rounded-sm font-medium text-accent-ink hover:underline">
        {t('open')}
      </Link>
    )
  }
  return row.code === null || row.state === 'applied' ? null : (
    <span className="text-muted">
      <FailureText code={row.code} />
    </span>
  )
}
