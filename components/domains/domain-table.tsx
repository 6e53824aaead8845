import { useFormatter, useTranslations } from 'next-intl'
import type { TableInList } from '#components/list/address-table'
import { sortBy } from '#components/list/list-url'
import { Address } from '#components/ui/address'
import { Badge } from '#components/ui/badge'
import { Bytes } from '#components/ui/bytes'
import { type Column, Table } from '#components/ui/table'
import type { DomainView } from '#lib/domains/schema'
import { AppliedWord } from './applied-word'

export const domainPath = (domain: { name: string }): string => `/domains/${encodeURIComponent(domain.name)}`

export function DomainTable({ rows, path, params, formId, applied }: TableInList<DomainView>) {
  const t = useTranslations('domains')
  const list = useTranslations('list')
  const format = useFormatter()
  const place = { path, params, defaultSort: 'name' }
  const ofLimit = (count: number, limit: number | null) =>
    limit === null ? format.number(count) : t('ofLimit', { count: format.number(count), limit: format.number(limit) })
  const columns: Column<DomainView>[] = [
    { key: 'name', header: t('column.name'), role: 'identity', sort: sortBy(place, 'name'), cell: (row) => <DomainName domain={row} /> },
    {
      key: 'mailboxes',
      header: t('column.mailboxes'),
      align: 'end',
      sort: sortBy(place, 'mailboxes'),
      cell: (row) => (row.kind === 'hosted' ? ofLimit(row.mailboxCount, row.mailboxesMax) : '–'),
    },
    {
      key: 'pointers',
      header: t('column.pointers'),
      align: 'end',
      minor: true,
      cell: (row) => (row.kind === 'hosted' ? ofLimit(row.aliasCount + row.groupCount, row.aliasesMax) : '–'),
    },
    {
      key: 'quota',
      header: t('column.quota'),
      align: 'end',
      minor: true,
      sort: sortBy(place, 'quota'),
      cell: (row) => (row.kind === 'hosted' ? <Bytes value={row.quotaSumBytes} /> : '–'),
    },
    { key: 'host', header: t('column.host'), minor: true, cell: (row) => row.host.name },
    { key: 'applied', header: t('column.applied'), cell: (row) => <AppliedWord domain={appliedName(row)} applied={applied} /> },
  ]
  return (
    <Table
      caption={t('title')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      isMuted={(row) => !row.enabled}
      selection={formId ? { formId, selectAll: list('selectAll'), label: (row) => list('select', { name: row.unicodeName }) } : undefined}
    />
  )
}

/** The lines of an alias domain are among those of the domain that it mirrors. */
export const appliedName = (domain: DomainView): string => domain.target?.name ?? domain.name

function DomainName({ domain }: { domain: DomainView }) {
  const t = useTranslations('domains')
  return (
    <>
      <a href={domainPath(domain)}>
        <Address value={domain.unicodeName} ascii={domain.name} />
      </a>
      {domain.kind !== 'hosted' && <Badge>{t(`kind.${domain.kind}`)}</Badge>}
      {!domain.enabled && <Badge tone="warn">{t('disabled')}</Badge>}
      {domain.target && <span className="font-normal text-faint text-sm">{t('mirrorsName', { name: domain.target.unicodeName })}</span>}
    </>
  )
}
