import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { SessionView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'
import { browserName } from './browser-name'

interface SessionTableProps {
  rows: readonly SessionView[]
  /** The session that this is seen in. */
  current?: string
  /** Whose they are, where they are not one's own. */
  of?: string
  end: FormAction
}

/** Where the person is signed in; this very session is marked and is ended by signing out. */
export function SessionTable({ rows, current, of, end }: SessionTableProps) {
  const t = useTranslations('settings.account')
  const columns: Column<SessionView>[] = [
    {
      key: 'where',
      role: 'identity',
      header: t('column.where'),
      cell: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2" title={row.userAgent ?? undefined}>
          {browserName(row.userAgent ?? '') ?? t('unknownBrowser')}
          {row.id === current && <Badge tone="good">{t('this')}</Badge>}
        </span>
      ),
    },
    { key: 'address', header: t('column.address'), cell: (row) => <span className="font-mono">{row.clientAddress ?? '—'}</span> },
    { key: 'since', header: t('column.since'), cell: (row) => <RelativeTime value={row.createdAt} /> },
    { key: 'seen', header: t('column.seen'), cell: (row) => <RelativeTime value={row.lastSeenAt} /> },
    {
      key: 'actions',
      role: 'actions',
      header: t('column.actions'),
      cell: (row) =>
        row.id !== current && (
          <ActButton
            label={t('end')}
            size="small"
            action={end}
            fields={{ $id: row.id, ...(of && { of }) }}
            done={t('ended', { count: 1 })}
            confirm={{ title: t('endTitle'), description: t('endBody'), confirmLabel: t('end'), danger: true }}
          />
        ),
    },
  ]
  return <Table caption={t('sessionsCaption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}
