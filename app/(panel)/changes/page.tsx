import { History, ListTodo } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ChangeTable } from '#components/changes/change-table'
import { WaitingSection } from '#components/changes/waiting-section'
import { ListRows } from '#components/list/list-rows'
import { type ListParams, listHref, plainParams } from '#components/list/list-url'
import { NeedItem } from '#components/overview/need-item'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { FilterChips } from '#components/ui/filter-chips'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { SearchBox } from '#components/ui/search-box'
import { unicodeDomain } from '#lib/addresses/parse-domain'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { applyStatus } from '#lib/changes/apply-status'
import { listAppliedChanges } from '#lib/changes/list-changes'
import { workerHealth } from '#lib/changes/worker-health'
import { retryAll } from './actions'

const filters = ['waiting', 'failed', 'applied'] as const
const waitingShownMax = 20

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('changes'))('title') }
}

export default async function ChangesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/changes')
  const t = await getTranslations('changes')
  const params = plainParams(await searchParams)
  const applied = filters.find((filter) => filter === params.state) ?? null
  const [page, waiting, worker] = await Promise.all([
    listAppliedChanges(actor, { subject: params.q }, { cursor: params.cursor }, applied),
    applyStatus(actor, 'unfinished'),
    workerHealth(),
  ])
  const chips = [null, ...filters].map((filter) => ({
    key: filter ?? 'all',
    label: t(`filter.${filter ?? 'all'}`),
    href: listHref('/changes', params, { state: filter }),
    active: filter === applied,
  }))
  const narrowed = applied !== null || params.q !== undefined
  return (
    <MessagesScope namespaces={['form']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={
          <>
            <LiveRefresh url="/api/live/apply" drawnAt={new Date().toISOString()} />
            <LinkButton href="/tasks" look="quiet" icon={<ListTodo aria-hidden />}>
              {t('tasks')}
            </LinkButton>
          </>
        }
      />
      <div className="flex flex-col gap-6">
        {worker.running === 0 && <NeedItem need={{ kind: 'worker', seenAt: worker.lastSeenAt }} />}
        <WaitingSection
          rows={waiting.slice(0, waitingShownMax).map((row) => ({ ...row, unicodeName: unicodeDomain(row.domain) }))}
          more={Math.max(0, waiting.length - waitingShownMax)}
          retry={may(actor, 'host.apply') ? retryAll : undefined}
        />
        <div className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center gap-3">
            <SearchBox label={t('search')} resets={['cursor']} />
            <FilterChips label={t('filter.label')} chips={chips} />
          </div>
          <ListRows
            page={page}
            path="/changes"
            params={params}
            count={t('total', { count: page.total.count })}
            empty={
              <EmptyState
                icon={<History aria-hidden />}
                title={narrowed ? t('none') : t('empty')}
                actions={narrowed && <LinkButton href="/changes">{t('showAll')}</LinkButton>}
              >
                {narrowed ? t('noneBody') : t('emptyBody')}
              </EmptyState>
            }
          >
            <ChangeTable rows={page.rows} />
          </ListRows>
        </div>
      </div>
    </MessagesScope>
  )
}
