import type { ReactNode } from 'react'
import { Pagination } from '#components/ui/pagination'
import type { Page } from '#lib/outcome'
import { ListSummary } from './list-summary'
import { pageHrefs } from './list-url'

interface ListRowsProps {
  page: Page<unknown>
  path: string
  params: Readonly<Record<string, string>>
  /** "12 domains", for an exact count. */
  count: string
  /** What is said when there is no row. */
  empty: ReactNode
  /** The table. */
  children: ReactNode
}

/** One page of rows and the way to its neighbours, or what is said when there are none. */
export function ListRows({ page, path, params, count, empty, children }: ListRowsProps) {
  if (page.rows.length === 0) return empty
  return (
    <div className="flex flex-col gap-4">
      {children}
      <Pagination {...pageHrefs(path, params, page)} summary={<ListSummary total={page.total} exactText={count} />} />
    </div>
  )
}
