import { FileChartColumn } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FilterSelect } from '#components/list/filter-select'
import { ListRows } from '#components/list/list-rows'
import { ListToolbar } from '#components/list/list-toolbar'
import { isNarrowed, type ListParams, listHref, plainParams } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { ReportTable } from '#components/received-reports/report-table'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listReports } from '#lib/received-reports/queries'
import { reportFilter, reportKinds } from '#lib/received-reports/schema'
import { listFilter } from '#lib/web/list-filter'
import { ReportsHeader } from '../reports-header'

const path = '/reports/received'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('tab.received') }
}

export default async function ReceivedReportsPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor(path, 'report.read')
  const params = plainParams(await searchParams)
  const t = await getTranslations('reports')
  const page = await listReports(actor, listFilter(reportFilter, params), { cursor: params.cursor })
  const narrowed = isNarrowed(params)
  const kinds = [{ value: '', label: t('received.anyKind') }, ...reportKinds.map((value) => ({ value, label: t(`kind.${value}`) }))]
  const states = [
    { value: '', label: t('received.anyState') },
    ...(['taken', 'refused'] as const).map((value) => ({ value, label: t(`received.${value}`) })),
  ]
  return (
    <MessagesScope namespaces={['form', 'list']}>
      <ReportsHeader active="received" mayImport={may(actor, 'report.write')} />
      <ListToolbar
        searchLabel={t('received.search')}
        clearHref={narrowed ? path : undefined}
        narrowed={params.domain ? [{ label: params.domain, withoutHref: listHref(path, params, { domain: null }) }] : []}
      >
        <FilterSelect label={t('received.filterKind')} name="kind" options={kinds} />
        <FilterSelect label={t('received.filterState')} name="state" options={states} />
      </ListToolbar>
      <ListRows
        page={page}
        path={path}
        params={params}
        count={t('received.count', { count: page.total.count })}
        empty={
          narrowed ? (
            <NoMatch search={params.search} clearHref={path} />
          ) : (
            <EmptyState icon={<FileChartColumn aria-hidden />} title={t('received.none')}>
              {t('received.noneBody')}
            </EmptyState>
          )
        }
      >
        <ReportTable rows={page.rows} />
      </ListRows>
    </MessagesScope>
  )
}
