import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { classNames } from './class-names'
import { SelectAllCheckbox } from './select-all-checkbox'
import type { Column } from './table'

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[]
  selection?: { formId: string; selectAll: string }
}

/** Stays in view while the rows scroll under it; on a phone each cell carries its own label instead. */
export function TableHead<Row>({ columns, selection }: TableHeadProps<Row>) {
  return (
    <thead className="sticky top-(--header-height) z-10 bg-sunken text-left text-xs text-muted max-sm:sr-only">
      <tr>
        {selection && (
          <th scope="col" className="w-10 rounded-tl-lg pl-4">
            <SelectAllCheckbox formId={selection.formId} label={selection.selectAll} />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.key}
            scope="col"
            aria-sort={column.sort ? (column.sort.direction ?? 'none') : undefined}
            className={classNames(
              'h-9 px-3 align-middle font-medium xl:whitespace-nowrap first:rounded-tl-lg first:pl-4 last:rounded-tr-lg last:pr-4',
              column.align === 'end' ? 'text-right' : 'text-left',
              column.minor && 'sm:max-lg:hidden',
              column.grows && 'w-full',
            )}
          >
            {column.role === 'actions' ? <span className="sr-only">{column.header}</span> : <Header column={column} />}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function Header<Row>({ column }: { column: Column<Row> }) {
  if (!column.sort) return column.header
  const Arrow = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown }[column.sort.direction ?? 'none']
  return (
    <Link href={column.sort.href} prefetch={false} className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 py-1 hover:text-ink">
      {column.header}
      <Arrow aria-hidden className={classNames('size-3', !column.sort.direction && 'opacity-60')} />
    </Link>
  )
}
