import { ListTodo } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FilterSelect } from '#components/list/filter-select'
import { ListRows } from '#components/list/list-rows'
import { isNarrowed, type ListParams, plainParams } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { TaskTable } from '#components/tasks/task-table'
import { EmptyState } from '#components/ui/empty-state'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { listTasks } from '#lib/tasks/queries'
import { taskFilter, taskNoun, taskState } from '#lib/tasks/schema'
import { listFilter } from '#lib/web/list-filter'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tasks'))('title') }
}

export default async function TasksPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor('/tasks')
  const params = plainParams(await searchParams)
  const t = await getTranslations('tasks')
  const page = await listTasks(actor, listFilter(taskFilter, params), { cursor: params.cursor })
  const narrowed = isNarrowed(params)
  const states = [{ value: '', label: t('filter.any') }, ...taskState.options.map((value) => ({ value, label: t(`state.${value}`) }))]
  const nouns = [{ value: '', label: t('filter.all') }, ...taskNoun.options.map((value) => ({ value, label: t(`nouns.${value}`) }))]
  return (
    <MessagesScope>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        breadcrumbs={[{ label: (await getTranslations('changes'))('title'), href: '/changes' }]}
        actions={<LiveRefresh url="/api/live/tasks" drawnAt={new Date().toISOString()} />}
      />
      {(page.rows.length > 0 || narrowed) && (
        <div className="mb-3 flex flex-wrap gap-2">
          <FilterSelect label={t('filter.noun')} name="noun" options={nouns} />
          <FilterSelect label={t('filter.state')} name="state" options={states} />
        </div>
      )}
      <ListRows
        page={page}
        path="/tasks"
        params={params}
        count={t('count', { count: page.total.count })}
        empty={
          narrowed ? (
            <NoMatch search={undefined} clearHref="/tasks" />
          ) : (
            <EmptyState icon={<ListTodo aria-hidden />} title={t('empty')}>
              {t('emptyBody')}
            </EmptyState>
          )
        }
      >
        <TaskTable rows={page.rows} />
      </ListRows>
    </MessagesScope>
  )
}
