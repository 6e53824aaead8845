import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { RowLinks } from './row-links'
import { TableHead } from './table-head'

export interface Column<Row> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  /** `identity` names the row (the first column, and the title of the stacked row); `actions` has no visible header. */
  role?: 'identity' | 'actions'
  /** Gives way below 1024 px: for what is nice to know. On a phone all columns show, stacked. */
  minor?: boolean
  /** Takes what the others leave, so that tables beneath each other have their columns in the same places. */
  grows?: boolean
  /** Makes the header a link that sorts by this column. */
  sort?: { href: string; direction: 'ascending' | 'descending' | null }
}

interface TableProps<Row> {
  /** What the table shows, for screen readers. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The id of the bulk form; each row then has a box that belongs to it by its `form` attribute and needs no script. */
  selection?: { formId: string; selectAll: string; label: (row: Row) => string }
  /** Greys out rows that are there but do nothing now. */
  isMuted?: (row: Row) => boolean
}

/**
 * A semantic table that becomes a list of stacked rows below 640 px. Rendered on the server; no row carries script: links in
 * it are plain <a>, followed without a new document by <RowLinks>.
 */
export function Table<Row>({ caption, columns, rows, rowKey, selection, isMuted }: TableProps<Row>) {
  return (
    <div className="relative overflow-x-clip rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      <table className="w-full border-collapse text-sm max-sm:block">
        <caption className="sr-only">{caption}</caption>
        <TableHead columns={columns} selection={selection} />
        <RowLinks className="rows max-sm:block">
          {rows.map((row) => (
            <tr key={rowKey(row)} className={isMuted?.(row) ? 'muted' : undefined}>
              {selection && (
                <td className="pick">
                  <input type="checkbox" form={selection.formId} name="id" value={rowKey(row)} aria-label={selection.label(row)} />
                </td>
              )}
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </RowLinks>
      </table>
    </div>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { role, align, minor, header } = column
  if (role === 'identity') return <th scope="row">{column.cell(row)}</th>
  if (role === 'actions') return <td className="acts">{column.cell(row)}</td>
  return (
    <td data-label={header} className={classNames(align === 'end' && 'end', minor && 'minor') || undefined}>
      {column.cell(row)}
    </td>
  )
}
