import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AppliedRow } from '#components/domains/applied-answer'
import { AppliedWord } from '#components/domains/applied-word'
import { Address } from '#components/ui/address'
import { type Column, Table } from '#components/ui/table'
import { sortBy } from './list-url'

/** The nouns that are lists of addresses. Each has a place in the URL and a catalogue of that name. */
export type AddressNoun = 'mailboxes' | 'aliases' | 'groups'

/** What a mailbox, an alias and a group have in common. */
export interface AddressRow {
  readonly id: string
  readonly address: string
  readonly unicodeAddress: string
  readonly enabled: boolean
  readonly domain: { readonly name: string }
}

/** What a list hands to the table of its noun. */
export interface TableInList<Row> {
  rows: readonly Row[]
  path: string
  params: Readonly<Record<string, string>>
  /** The bulk form that the boxes belong to; absent for those who may not change anything. */
  formId: string | undefined
  /** Where the domains of these rows stand on their hosts. */
  applied: readonly AppliedRow[]
}

interface AddressTableProps<Row> extends TableInList<Row> {
  noun: AddressNoun
  /** Between the address and where it stands; `sort` is for a header that orders the list. */
  columns: (sort: (key: string) => Column<Row>['sort']) => readonly Column<Row>[]
  /** After the address. */
  beside?: (row: Row) => ReactNode
  isMuted?: (row: Row) => boolean
}

export function AddressTable<Row extends AddressRow>(props: AddressTableProps<Row>) {
  const { noun, rows, path, params, formId, applied, columns, beside, isMuted = (row) => !row.enabled } = props
  const t = useTranslations(noun)
  const list = useTranslations('list')
  const sort = (key: string) => sortBy({ path, params, defaultSort: 'address' }, key)
  return (
    <Table
      caption={t('caption')}
      columns={[
        {
          key: 'address',
          header: t('column.address'),
          role: 'identity',
          sort: sort('address'),
          cell: (row) => (
            <>
              <a href={`/${noun}/${row.id}`}>
                <Address value={row.unicodeAddress} ascii={row.address} />
              </a>
              {beside?.(row)}
            </>
          ),
        },
        ...columns(sort),
        { key: 'applied', header: t('column.applied'), cell: (row) => <AppliedWord domain={row.domain.name} applied={applied} /> },
      ]}
      rows={rows}
      rowKey={(row) => row.id}
      isMuted={isMuted}
      selection={
        formId ? { formId, selectAll: list('selectAll'), label: (row) => list('select', { name: row.unicodeAddress }) } : undefined
      }
    />
  )
}
