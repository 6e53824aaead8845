import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { AppliedLive } from '#components/domains/applied-live'
import { sortBy } from '#components/list/list-url'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { type Column, Table } from '#components/ui/table'
import type { GroupView } from '#lib/groups/schema'

interface GroupTableProps {
  rows: readonly GroupView[]
  path: string
  params: Readonly<Record<string, string>>
  formId: string | undefined
}

export function GroupTable({ rows, path, params, formId }: GroupTableProps) {
  const t = useTranslations('groups')
  const list = useTranslations('list')
  const format = useFormatter()
  const place = { path, params, defaultSort: 'address' }
  const columns: Column<GroupView>[] = [
    {
      key: 'address',
      header: t('column.address'),
      role: 'identity',
      sort: sortBy(place, 'address'),
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-x-2">
          <Link href={`/groups/${row.id}`} className="rounded-sm hover:underline">
            <Address value={row.unicodeAddress} ascii={row.address} />
          </Link>
          {!row.enabled && <Badge tone="warn">{t('disabled')}</Badge>}
          {row.name && <bdi className="font-normal text-muted text-sm">{row.name}</bdi>}
        </span>
      ),
    },
    { key: 'members', header: t('column.members'), align: 'end', cell: (row) => format.number(row.memberCount) },
    {
      key: 'who',
      header: t('column.who'),
      cell: (row) => <Badge tone={row.whoMayPost === 'anyone' ? 'neutral' : 'waiting'}>{t(`who.${row.whoMayPost}`)}</Badge>,
    },
    { key: 'applied', header: t('column.applied'), cell: (row) => <AppliedLive compact domain={row.domain.name} /> },
  ]
  return (
    <Table
      caption={t('caption')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      isMuted={(row) => !row.enabled}
      selection={
        formId ? { formId, selectAll: list('selectAll'), label: (row) => list('select', { name: row.unicodeAddress }) } : undefined
      }
    />
  )
}
