import { Ban } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { TokenView } from '#lib/people/schema'
import type { FormAction } from '#lib/web/action-state'

const tones = { active: 'good', expired: 'off', revoked: 'off' } as const

function stateOf(token: TokenView): keyof typeof tones {
  if (token.revokedAt !== null) return 'revoked'
  return token.expiresAt !== null && new Date(token.expiresAt) < new Date() ? 'expired' : 'active'
}

/** Who may come in by the API, until when, and when they last did. */
export function TokenTable({ rows, revoke }: { rows: readonly TokenView[]; revoke: FormAction }) {
  const t = useTranslations('settings.tokens')
  const at = (value: string | null) => (value ? <RelativeTime value={value} /> : <span className="text-faint">{t('never')}</span>)
  const columns: Column<TokenView>[] = [
    { key: 'name', role: 'identity', header: t('column.name'), cell: (row) => <bdi>{row.name}</bdi> },
    { key: 'state', header: t('column.state'), cell: (row) => <Status tone={tones[stateOf(row)]}>{t(`state.${stateOf(row)}`)}</Status> },
    { key: 'owner', header: t('column.owner'), minor: true, cell: (row) => <Address value={row.administrator} /> },
    { key: 'used', header: t('column.used'), cell: (row) => at(row.lastUsedAt) },
    { key: 'expires', header: t('column.expires'), cell: (row) => at(row.expiresAt) },
    { key: 'created', header: t('column.created'), minor: true, cell: (row) => at(row.createdAt) },
    {
      key: 'actions',
      role: 'actions',
      header: t('column.actions'),
      cell: (row) =>
        stateOf(row) === 'active' && (
          <ActButton
            label={t('revoke')}
            size="small"
            icon={<Ban aria-hidden />}
            action={revoke}
            fields={{ $id: row.id }}
            done={t('revoked', { name: row.name })}
            confirm={{ title: t('revokeTitle', { name: row.name }), description: t('revokeBody'), confirmLabel: t('revoke'), danger: true }}
          />
        ),
    },
  ]
  return (
    <Table caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} isMuted={(row) => stateOf(row) !== 'active'} />
  )
}
