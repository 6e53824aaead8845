import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { RowCheckbox } from './row-checkbox'
import { columnClass, TableHead } from './table-head'

export interface Column<Row> {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  /** `identity` names the row (the first column, and the title of the stacked row); `actions` has no visible header. */
  role?: 'identity' | 'actions'
  /** Gives way below 1024 px: for what is nice to know. On a phone all columns show, stacked. */
  minor?: boolean
  /** Makes the header a link that sorts by this column. */
  sort?: { href: string; direction: 'ascending' | 'descending' | null }
}

interface TableProps<Row> {
  /** What the table shows, for screen readers. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The id of a <BulkForm>; each row then has a box that belongs to it. */
  selection?: { formId: string; selectAll: string; label: (row: Row) => string }
  /** Greys out rows that are there but do nothing now. */
  isMuted?: (row: Row) => boolean
}

/** A semantic table that becomes a list of stacked rows below 640 px. Rendered on the server; no row carries script. */
export function Table<Row>({ caption, columns, rows, rowKey, selection, isMuted }: TableProps<Row>) {
  return (
    <div className="relative overflow-x-clip rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      <table className="w-full border-collapse text-sm max-sm:block">
        <caption className="sr-only">{caption}</caption>
        <TableHead columns={columns} selection={selection} />
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={classNames(
                'group relative border-t transition-colors first:border-t-0 sm:first:border-t hover:bg-hover/60 has-checked:bg-accent-soft',
                'max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-y-1 max-sm:px-4 max-sm:py-3',
                isMuted?.(row) && 'text-faint',
              )}
            >
              {selection && (
                <td className="w-10 pl-4 max-sm:order-2 max-sm:w-auto max-sm:justify-self-end max-sm:pl-0">
                  <RowCheckbox formId={selection.formId} value={rowKey(row)} label={selection.label(row)} />
                </td>
              )}
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.role === 'identity') {
    return (
      <th
        scope="row"
        className={classNames(
          columnClass(column),
          'py-2.5 text-left font-medium text-base [&_a]:-my-1 [&_a]:inline-block [&_a]:py-1 max-sm:order-1 max-sm:p-0!',
        )}
      >
        {column.cell(row)}
      </th>
    )
  }
  if (column.role === 'actions') {
    return (
      <td className="w-px whitespace-nowrap py-1.5 pr-3 pl-2 text-right max-sm:order-4 max-sm:col-span-2 max-sm:-ml-2.5 max-sm:p-0 max-sm:text-left">
        {column.cell(row)}
      </td>
    )
  }
  return (
    <td
      className={classNames(
        columnClass(column),
        'py-2.5 max-sm:order-3 max-sm:col-span-2 max-sm:flex max-sm:gap-3 max-sm:p-0! max-sm:text-left',
        // Stacked, a label with nothing beside it is only length.
        'max-sm:has-[>span:last-child:empty]:hidden max-sm:has-[>span:last-child>span:only-child:empty]:hidden',
      )}
    >
      <span className="w-28 shrink-0 text-faint sm:hidden">{column.header}</span>
      <span className="min-w-0 flex-1">{column.cell(row)}</span>
    </td>
  )
}
