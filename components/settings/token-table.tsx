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

/** What, where and from where. */
function TokenMay({ token: { access, permissions, domains, networks } }: { token: TokenView }) {
  const t = useTranslations('settings.tokens')
  return (
    <span className="flex min-w-0 flex-col">
      <span title={permissions.join(', ') || undefined}>{t(`may.${access}`, { count: permissions.length })}</span>
      {domains && <bdi className="wrap-anywhere text-muted">{domains.join(', ') || '—'}</bdi>}
      {networks.length > 0 && <span className="wrap-anywhere text-muted">{t('fromNetworks', { networks: networks.join(', ') })}</span>}
    </span>
  )
}

function LastUse({ token: { lastUsedAt, lastUsedFrom } }: { token: TokenView }) {
  const t = useTranslations('settings.tokens')
  if (lastUsedAt === null) return <span className="text-faint">{t('never')}</span>
  const when = () => <RelativeTime value={lastUsedAt} />
  if (lastUsedFrom === null) return when()
  return t.rich('usedFrom', { when, address: () => <span className="font-mono">{lastUsedFrom}</span> })
}

/** Who may come in by the API, until when, and when they last did. */
export function TokenTable({ rows, revoke }: { rows: readonly TokenView[]; revoke: FormAction }) {
  const t = useTranslations('settings.tokens')
  const at = (value: string | null) => (value ? <RelativeTime value={value} /> : <span className="text-faint">{t('never')}</span>)
  const columns: Column<TokenView>[] = [
    { key: 'name', role: 'identity', header: t('column.name'), cell: (row) => <bdi>{row.name}</bdi> },
    { key: 'state', header: t('column.state'), cell: (row) => <Status tone={tones[stateOf(row)]}>{t(`state.${stateOf(row)}`)}</Status> },
    { key: 'may', header: t('column.may'), cell: (row) => <TokenMay token={row} /> },
    { key: 'owner', header: t('column.owner'), minor: true, cell: (row) => <Address value={row.administrator} /> },
    { key: 'used', header: t('column.used'), cell: (row) => <LastUse token={row} /> },
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
