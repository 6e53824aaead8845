import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { AppliedLive } from '#components/domains/applied-live'
import { sortBy } from '#components/list/list-url'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import { type Column, Table } from '#components/ui/table'
import type { AliasView } from '#lib/aliases/schema'

interface AliasTableProps {
  rows: readonly AliasView[]
  path: string
  params: Readonly<Record<string, string>>
  formId: string | undefined
}

const destinationsShown = 3

export function AliasTable({ rows, path, params, formId }: AliasTableProps) {
  const t = useTranslations('aliases')
  const list = useTranslations('list')
  const place = { path, params, defaultSort: 'address' }
  const columns: Column<AliasView>[] = [
    {
      key: 'address',
      header: t('column.address'),
      role: 'identity',
      sort: sortBy(place, 'address'),
      cell: (row) => <AliasName alias={row} />,
    },
    { key: 'destinations', header: t('column.destinations'), cell: (row) => <Destinations alias={row} /> },
    { key: 'state', header: t('column.state'), cell: (row) => <AliasState alias={row} /> },
    {
      key: 'created',
      header: t('column.created'),
      minor: true,
      sort: sortBy(place, 'created'),
      cell: (row) => <RelativeTime value={row.createdAt} />,
    },
    { key: 'applied', header: t('column.applied'), cell: (row) => <AppliedLive compact domain={row.domain.name} /> },
  ]
  return (
    <Table
      caption={t('caption')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      isMuted={(row) => !row.enabled || row.expired}
      selection={
        formId ? { formId, selectAll: list('selectAll'), label: (row) => list('select', { name: row.unicodeAddress }) } : undefined
      }
    />
  )
}

function AliasName({ alias }: { alias: AliasView }) {
  const t = useTranslations('aliases')
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Link href={`/aliases/${alias.id}`} className="rounded-sm hover:underline">
        <Address value={alias.unicodeAddress} ascii={alias.address} />
      </Link>
      {alias.catchAll && <Badge>{t('catchAll')}</Badge>}
    </span>
  )
}

function Destinations({ alias }: { alias: AliasView }) {
  const t = useTranslations('aliases')
  const shown = alias.destinations.slice(0, destinationsShown)
  const more = alias.destinationCount - shown.length
  return (
    <ul className="text-muted">
      {shown.map((destination) => (
        <li key={destination}>
          <Address value={destination} />
        </li>
      ))}
      {more > 0 && <li className="text-faint">{t('moreDestinations', { count: more })}</li>}
    </ul>
  )
}

export function AliasState({ alias }: { alias: AliasView }) {
  const t = useTranslations('aliases')
  const { expiresAt } = alias
  if (alias.expired) return <Status tone="warn">{t('expired')}</Status>
  if (!alias.enabled) return <Status tone="off">{t('disabled')}</Status>
  if (expiresAt) return <Status tone="waiting">{t.rich('expires', { when: () => <RelativeTime value={expiresAt} /> })}</Status>
  return <Status tone="good">{t('state.active')}</Status>
}
