import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { HostLink } from '#components/shell/host-link'
import { Address } from '#components/ui/address'
import { AppliedState, type AppliedView } from '#components/ui/applied-state'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import { FailureText } from './failure-text'
import { NextTry } from './next-try'

export interface WaitingRow {
  readonly domain: string
  readonly unicodeName: string
  readonly host: string
  readonly hostId: string
  readonly state: AppliedView['state']
  readonly savedAt: string
  readonly desired: string
  readonly code: string | null
  readonly retryAt: string | null
}

/** What is saved and not on its host: since when, why, and when it is tried again. */
export function WaitingTable({ rows }: { rows: readonly WaitingRow[] }) {
  const t = useTranslations('changes.waiting')
  const columns: Column<WaitingRow>[] = [
    {
      key: 'domain',
      role: 'identity',
      header: t('column.domain'),
      cell: (row) => (
        <Link href={`/changes/${row.desired}`} className="rounded-sm hover:underline">
          <Address value={row.unicodeName} ascii={row.domain} />
        </Link>
      ),
    },
    {
      key: 'host',
      header: t('column.host'),
      cell: (row) => <HostLink to={row.host}>{row.host}</HostLink>,
    },
    {
      key: 'state',
      header: t('column.state'),
      cell: (row) => <AppliedState compact view={{ host: row.host, state: row.state, savedAt: row.savedAt, appliedAt: null }} />,
    },
    { key: 'saved', header: t('column.saved'), cell: (row) => <RelativeTime value={row.savedAt} /> },
    { key: 'why', header: t('column.why'), cell: (row) => <Why row={row} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => `${row.hostId}:${row.domain}`} />
}

function Why({ row }: { row: WaitingRow }) {
  const { code, retryAt } = row
  return (
    <span className="text-muted">
      {code && <FailureText code={code} />}
      {retryAt && (
        <span className="block text-faint">
          <NextTry at={retryAt} />
        </span>
      )}
    </span>
  )
}
