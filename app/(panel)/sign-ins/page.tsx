import { DoorOpen } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ListSummary } from '#components/list/list-summary'
import { isNarrowed, type ListParams, listHref, pageHrefs, plainParams } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { PageHeader } from '#components/shell/page-header'
import { AttemptFilters } from '#components/sign-ins/attempt-filters'
import { AttemptTable } from '#components/sign-ins/attempt-table'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { Pagination } from '#components/ui/pagination'
import { pageActor } from '#lib/auth/current-actor'
import { attemptFilter } from '#lib/people/attempt-schema'
import { listSignInAttempts } from '#lib/people/sign-in-attempts'
import { getSettings } from '#lib/settings/queries'
import { listFilter } from '#lib/web/list-filter'

const path = '/sign-ins'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIns'))('title') }
}

export default async function SignInsPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor(path, 'sign-in.read')
  const t = await getTranslations('signIns')
  const params = plainParams(await searchParams)
  const filter = listFilter(attemptFilter, params)
  const [page, { signInDays }] = await Promise.all([listSignInAttempts(actor, filter, { cursor: params.cursor }), getSettings(actor)])
  const narrowed = isNarrowed(params)
  const chips = filter.client
    ? [{ label: t('filter.client', { address: filter.client }), withoutHref: listHref(path, params, { client: null }) }]
    : []
  return (
    <MessagesScope namespaces={['list']}>
      <PageHeader title={t('title')} sub={t('sub', { days: signInDays })} />
      <AttemptFilters narrowed={chips} clearHref={narrowed ? path : undefined} />
      {page.rows.length > 0 ? (
        <div className="flex flex-col gap-4">
          <AttemptTable rows={page.rows} clientHref={(address) => listHref(path, params, { client: address })} />
          <Pagination
            {...pageHrefs(path, params, page)}
            summary={<ListSummary total={page.total} exactText={t('total', { count: page.total.count })} />}
          />
        </div>
      ) : narrowed ? (
        <NoMatch search={params.search} clearHref={path} />
      ) : (
        <EmptyState icon={<DoorOpen aria-hidden />} title={t('empty')}>
          {t('emptyBody')}
        </EmptyState>
      )}
    </MessagesScope>
  )
}
