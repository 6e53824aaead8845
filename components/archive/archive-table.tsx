import { ArchiveRestore, RotateCw, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { ConfirmAction } from '#components/form/confirm-action'
import { Address } from '#components/ui/address'
import { Bytes } from '#components/ui/bytes'
import { RelativeTime } from '#components/ui/relative-time'
import { Status, type Tone } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { ArchivedView, ArchiveState } from '#lib/archive/schema'
import type { FormAction } from '#lib/web/action-state'

type Actions = { restore: FormAction; retry: FormAction; purge: FormAction }

interface ArchiveTableProps {
  rows: readonly ArchivedView[]
  /** Absent for those who may not change anything. */
  actions: Actions | undefined
}

const tones: Record<ArchiveState, Tone> = {
  archiving: 'waiting',
  kept: 'good',
  restoring: 'waiting',
  restored: 'good',
  purged: 'off',
  failed: 'bad',
}

export function ArchiveTable({ rows, actions }: ArchiveTableProps) {
  const t = useTranslations('archive')
  const columns: Column<ArchivedView>[] = [
    {
      key: 'address',
      role: 'identity',
      header: t('column.address'),
      cell: (row) => <Address value={row.unicodeAddress} ascii={row.address} />,
    },
    { key: 'deleted', header: t('column.deleted'), cell: (row) => <RelativeTime value={row.deletedAt} /> },
    { key: 'mail', header: t('column.mail'), cell: (row) => <Mail row={row} /> },
    { key: 'until', header: t('column.keptUntil'), cell: (row) => <RelativeTime value={row.purgeAfter} /> },
    { key: 'state', header: t('column.state'), cell: (row) => <State row={row} /> },
    { key: 'actions', role: 'actions', header: t('restore'), cell: (row) => actions && <RowActions row={row} actions={actions} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />
}

function Mail({ row }: { row: ArchivedView }) {
  const t = useTranslations('archive')
  if (row.bytes === null) return <span className="text-faint">{t('sizeUnknown')}</span>
  return (
    <span>
      <Bytes value={row.bytes} />
      {row.messages !== null && <span className="block text-faint">{t('messages', { count: row.messages })}</span>}
    </span>
  )
}

function State({ row }: { row: ArchivedView }) {
  const t = useTranslations('archive')
  return (
    <Status tone={tones[row.state]} detail={row.errorCode && <FailureText code={row.errorCode} />}>
      {t(`state.${row.state}`)}
    </Status>
  )
}

function RowActions({ row, actions }: { row: ArchivedView; actions: Actions }) {
  const t = useTranslations('archive')
  if (row.state === 'restored' || row.state === 'purged' || row.state === 'restoring') return null
  const target = { id: row.id, version: 0 }
  const { unicodeAddress: address } = row
  return (
    <span className="inline-flex gap-2">
      {row.state === 'kept' && (
        <ConfirmAction
          action={actions.restore}
          target={target}
          size="small"
          icon={<ArchiveRestore aria-hidden />}
          label={t('restore')}
          title={t('restoreTitle', { address })}
          description={t('restoreBody')}
          confirmLabel={t('restore')}
          savedText={t('restored')}
        />
      )}
      {row.state === 'failed' && (
        <ConfirmAction
          action={actions.retry}
          target={target}
          size="small"
          icon={<RotateCw aria-hidden />}
          label={t('retry')}
          title={t('retryTitle', { address })}
          description={t('retryBody', { host: row.host.name })}
          confirmLabel={t('retry')}
          savedText={t('retried')}
        />
      )}
      {/* What was never moved cannot be removed: it lies where no purge looks. */}
      {row.bytes !== null && (
        <ConfirmAction
          action={actions.purge}
          target={target}
          size="small"
          look="quiet"
          icon={<Trash2 aria-hidden />}
          label={t('purge')}
          title={t('purgeTitle', { address })}
          description={t('purgeBody', { host: row.host.name })}
          confirmLabel={t('purgeConfirm')}
          danger
          nameToType={address}
          savedText={t('purged')}
        />
      )}
    </span>
  )
}
