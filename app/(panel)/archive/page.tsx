import { Archive } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ArchiveTable } from '#components/archive/archive-table'
import { FilterSelect } from '#components/list/filter-select'
import { ListRows } from '#components/list/list-rows'
import { ListToolbar } from '#components/list/list-toolbar'
import { isNarrowed, type ListParams, plainParams } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { listArchived } from '#lib/archive/queries'
import { archiveFilter, archiveState } from '#lib/archive/schema'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listFilter } from '#lib/web/list-filter'
import { purge, restore, retry } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('archive'))('title') }
}

export default async function ArchivePage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/archive')
  const params = plainParams(await searchParams)
  const t = await getTranslations('archive')
  const page = await listArchived(actor, listFilter(archiveFilter, params), { cursor: params.cursor })
  const narrowed = isNarrowed(params)
  const options = [
    { value: '', label: t('filter.current') },
    ...archiveState.options.map((value) => ({ value, label: t(`state.${value}`) })),
  ]
  return (
    <MessagesScope namespaces={['form']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <ListToolbar searchLabel={t('search')} clearHref={narrowed ? '/archive' : undefined}>
        <FilterSelect label={t('filter.state')} name="state" options={options} />
      </ListToolbar>
      <ListRows
        page={page}
        path="/archive"
        params={params}
        count={t('count', { count: page.total.count })}
        empty={
          narrowed ? (
            <NoMatch search={params.search} clearHref="/archive" />
          ) : (
            <EmptyState icon={<Archive aria-hidden />} title={t('empty.title')}>
              {t('empty.body')}
            </EmptyState>
          )
        }
      >
        <ArchiveTable rows={page.rows} actions={may(actor, 'archive.write') ? { restore, retry, purge } : undefined} />
      </ListRows>
    </MessagesScope>
  )
}
