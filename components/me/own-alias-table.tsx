import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Address } from '#components/ui/address'
import { CopyButton } from '#components/ui/copy-button'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { OwnAliasView } from '#lib/me/own-alias-schema'
import type { FormAction } from '#lib/web/action-state'

interface OwnAliasTableProps {
  rows: readonly OwnAliasView[]
  caption: string
  /** What the note says: what an address is for, or where it was given away. */
  noteHeader: string
  save: FormAction
  remove: FormAction
}

export function OwnAliasTable({ rows, caption, noteHeader, save, remove }: OwnAliasTableProps) {
  const t = useTranslations('me.addresses')
  const columns: Column<OwnAliasView>[] = [
    {
      key: 'address',
      role: 'identity',
      header: t('column.address'),
      cell: (row) => (
        <span className="inline-flex max-w-full items-center gap-1">
          <Address value={row.unicodeAddress} ascii={row.address} />
          <CopyButton bare value={row.address} label={t('copy', { address: row.unicodeAddress })} />
        </span>
      ),
    },
    { key: 'note', header: noteHeader, cell: (row) => <bdi className="break-words text-muted">{row.note || '—'}</bdi> },
    { key: 'state', header: t('column.state'), cell: (row) => <State alias={row} /> },
    {
      key: 'actions',
      role: 'actions',
      header: t('column.actions'),
      cell: (row) => (
        <span className="flex justify-end gap-1 max-sm:justify-start">
          {!row.expired && (
            <ActButton
              label={row.enabled ? t('turnOff') : t('turnOn')}
              size="small"
              action={save}
              fields={{ $id: row.id, enabled: String(!row.enabled) }}
              done={row.enabled ? t('isOff', { address: row.unicodeAddress }) : t('isOn', { address: row.unicodeAddress })}
            />
          )}
          <ActButton
            label={t('delete')}
            size="small"
            look="quiet"
            action={remove}
            fields={{ $id: row.id }}
            done={t('deleted', { address: row.unicodeAddress })}
            confirm={{
              title: t('deleteTitle', { address: row.unicodeAddress }),
              description: t('deleteBody'),
              confirmLabel: t('delete'),
              danger: true,
            }}
          />
        </span>
      ),
    },
  ]
  return <Table caption={caption} columns={columns} rows={rows} rowKey={(row) => row.id} isMuted={(row) => !row.enabled || row.expired} />
}

function State({ alias: { expired, enabled, expiresAt } }: { alias: OwnAliasView }) {
  const t = useTranslations('me.addresses')
  if (expired) return <Status tone="off">{t('state.expired')}</Status>
  if (!enabled) return <Status tone="off">{t('state.off')}</Status>
  if (expiresAt) return <Status tone="waiting">{t.rich('state.until', { when: () => <RelativeTime value={expiresAt} /> })}</Status>
  return <Status tone="good">{t('state.on')}</Status>
}
