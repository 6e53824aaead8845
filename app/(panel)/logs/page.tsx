import { Logs } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { isNarrowed, type ListParams, listHref, plainParams } from '#components/list/list-url'
import { LogFilters } from '#components/logs/log-filters'
import { LogLines } from '#components/logs/log-lines'
import { ProgramTable, ReadingTable } from '#components/logs/log-sources'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { RelativeTime } from '#components/ui/relative-time'
import { pageActor } from '#lib/auth/current-actor'
import { listHosts } from '#lib/hosts/queries'
import { listLogLines, listPrograms, listReadings } from '#lib/messages/line-queries'
import { logFilter } from '#lib/messages/schema'
import { listFilter } from '#lib/web/list-filter'

const path = '/logs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('logs'))('title') }
}

export default async function LogsPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor(path, 'log.read')
  const t = await getTranslations('logs')
  const params = plainParams(await searchParams)
  const [page, programs, readings, hosts] = await Promise.all([
    listLogLines(actor, listFilter(logFilter, params), params.cursor),
    listPrograms(actor),
    listReadings(actor),
    listHosts(actor),
  ])
  const { cursor, ...asked } = params
  const narrowed = isNarrowed(params)
  const back = page.back
  return (
    <MessagesScope namespaces={['list']}>
      <PageHeader
        title={t('title')}
        sub={t('sub')}
        actions={cursor ? undefined : <LiveRefresh url="/api/live/logs" everyMs={2000} drawnAt={new Date().toISOString()} />}
      />
      <LogFilters
        programs={[...new Set(programs.map(({ program }) => program))].toSorted()}
        hosts={hosts.map(({ name }) => name)}
        clearHref={narrowed ? path : undefined}
      />
      <div className="flex flex-col gap-10">
        {page.rows.length > 0 ? (
          <section aria-label={t('caption')} className="flex flex-col gap-4">
            <div className="rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
              <LogLines lines={page.rows} searchHref={(queueId) => `/messages?${new URLSearchParams({ search: queueId })}`} />
            </div>
            <nav className="flex flex-wrap items-center justify-end gap-2">
              {cursor && (
                <LinkButton href={listHref(path, asked, {})} prefetch={false} size="small">
                  {t('newest')}
                </LinkButton>
              )}
              {page.next && (
                <LinkButton href={listHref(path, params, { cursor: page.next })} prefetch={false} size="small" rel="next">
                  {t('older')}
                </LinkButton>
              )}
            </nav>
          </section>
        ) : (
          <EmptyState
            icon={<Logs aria-hidden />}
            title={t(narrowed && back !== null ? 'noneSoFar' : narrowed || cursor ? 'none' : 'empty')}
            actions={
              narrowed || cursor ? (
                <>
                  {page.next && (
                    <LinkButton href={listHref(path, params, { cursor: page.next })} prefetch={false}>
                      {t('older')}
                    </LinkButton>
                  )}
                  <LinkButton href={path}>{t('showAll')}</LinkButton>
                </>
              ) : undefined
            }
          >
            {narrowed && back !== null
              ? t.rich('lookedBack', { when: () => <RelativeTime value={back} exact /> })
              : t(narrowed || cursor ? 'noneBody' : 'emptyBody')}
          </EmptyState>
        )}
        {readings.length > 0 && <ReadingTable readings={readings} />}
        {programs.length > 0 && (
          <ProgramTable
            programs={programs}
            hrefOf={({ program, host, unknown }) =>
              listHref(path, {}, { program, host: hosts.length > 1 ? host : null, tone: unknown > 0 ? 'unknown' : null })
            }
          />
        )}
      </div>
    </MessagesScope>
  )
}
