import { Ban } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { AppPasswordView } from '#lib/app-passwords/schema'
import type { FormAction } from '#lib/web/action-state'

const protocols = ['imap', 'pop3', 'submission', 'sieve'] as const

interface AppPasswordTableProps {
  rows: readonly AppPasswordView[]
  /** Absent: one may only look. */
  revoke?: FormAction
  /** Beside the row's own id, where it is not the person's own. */
  mailboxId?: string
}

/** What each opens, from where, and when it last did. */
export function AppPasswordTable({ rows, revoke, mailboxId }: AppPasswordTableProps) {
  const t = useTranslations('appPasswords')
  const columns: Column<AppPasswordView>[] = [
    { key: 'name', role: 'identity', header: t('column.name'), cell: (row) => <bdi className="break-words">{row.name}</bdi> },
    {
      key: 'use',
      header: t('column.use'),
      cell: (row) => (
        <span className="inline-flex flex-wrap gap-1">
          {protocols
            .filter((protocol) => row[protocol])
            .map((protocol) => (
              <Badge key={protocol}>{t(`short.${protocol}`)}</Badge>
            ))}
        </span>
      ),
    },
    { key: 'used', header: t('column.used'), cell: (row) => <LastUsed row={row} /> },
    { key: 'from', header: t('column.from'), minor: true, cell: (row) => <From networks={row.networks} /> },
    { key: 'expires', header: t('column.expires'), cell: (row) => <Until row={row} /> },
    {
      key: 'actions',
      role: 'actions',
      header: t('column.actions'),
      cell: (row) =>
        revoke && (
          <ActButton
            label={row.expired ? t('remove') : t('revoke')}
            size="small"
            icon={<Ban aria-hidden />}
            action={revoke}
            fields={{ $id: row.id, ...(mailboxId !== undefined && { mailboxId }) }}
            done={t('revoked', { name: row.name })}
            confirm={
              row.expired
                ? undefined
                : { title: t('revokeTitle', { name: row.name }), description: t('revokeBody'), confirmLabel: t('revoke'), danger: true }
            }
          />
        ),
    },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} isMuted={(row) => row.expired} />
}

function LastUsed({ row: { lastUsed } }: { row: AppPasswordView }) {
  const t = useTranslations('appPasswords')
  if (lastUsed === null) return <span className="text-faint">{t('never')}</span>
  const { at, protocol, clientAddress } = lastUsed
  return (
    <span>
      <RelativeTime value={at} />
      <span className="block text-faint text-xs">
        {clientAddress === null ? t(`short.${protocol}`) : t('usedBy', { protocol: t(`short.${protocol}`), address: clientAddress })}
      </span>
    </span>
  )
}

function From({ networks }: { networks: readonly string[] }) {
  const t = useTranslations('appPasswords')
  if (networks.length === 0) return <span className="text-faint">{t('anywhere')}</span>
  return (
    <span className="break-all font-mono text-sm">
      {networks.map((network) => (
        <span key={network} className="block">
          {network}
        </span>
      ))}
    </span>
  )
}

function Until({ row: { expiresAt, expired } }: { row: AppPasswordView }) {
  const t = useTranslations('appPasswords')
  if (expiresAt === null) return <span className="text-faint">{t('noEnd')}</span>
  if (!expired) return <RelativeTime value={expiresAt} />
  return (
    <Status tone="off" detail={<RelativeTime value={expiresAt} />}>
      {t('expired')}
    </Status>
  )
}
