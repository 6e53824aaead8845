import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { AdministratorView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'

interface PeopleTableProps {
  rows: readonly AdministratorView[]
  /** Id of who looks. */
  self: string
  /** Absent for those who may not. */
  removeSecondFactor?: FormAction
}

/** Who may come in, and what they must have for it. */
export function PeopleTable({ rows, self, removeSecondFactor }: PeopleTableProps) {
  const t = useTranslations('people')
  const role = useTranslations('shell.role')
  const columns: Column<AdministratorView>[] = [
    {
      key: 'who',
      role: 'identity',
      header: t('column.who'),
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span className="inline-flex items-center gap-2">
            <bdi>{row.name}</bdi>
            {row.id === self && <Badge>{t('you')}</Badge>}
          </span>
          <span className="font-normal text-muted text-sm">
            <Address value={row.address} />
          </span>
        </span>
      ),
    },
    { key: 'role', header: t('column.role'), cell: (row) => role(row.role) },
    {
      key: 'state',
      header: t('column.state'),
      minor: true,
      cell: (row) => <Status tone={row.enabled ? 'good' : 'off'}>{t(row.enabled ? 'state.enabled' : 'state.disabled')}</Status>,
    },
    {
      key: 'secondFactor',
      header: t('column.secondFactor'),
      cell: (row) => (
        <Status tone={row.secondFactor ? 'good' : 'warn'}>{t(row.secondFactor ? 'secondFactor.on' : 'secondFactor.off')}</Status>
      ),
    },
    {
      key: 'seen',
      header: t('column.seen'),
      cell: (row) => (row.lastSeenAt ? <RelativeTime value={row.lastSeenAt} /> : <span className="text-faint">{t('never')}</span>),
    },
    {
      key: 'actions',
      role: 'actions',
      header: t('column.actions'),
      cell: (row) =>
        removeSecondFactor &&
        row.secondFactor &&
        row.id !== self && (
          <ActButton
            label={t('remove')}
            size="small"
            action={removeSecondFactor}
            fields={{ $id: row.id }}
            done={t('removed', { name: row.name })}
            confirm={{ title: t('removeTitle', { name: row.name }), description: t('removeBody'), confirmLabel: t('remove'), danger: true }}
          />
        ),
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} isMuted={(row) => !row.enabled} />
}
