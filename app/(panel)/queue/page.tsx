import { Hourglass } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FailureText } from '#components/changes/failure-text'
import { type ListParams, listHref, plainParams } from '#components/list/list-url'
import { HostQueues } from '#components/queue/host-queues'
import { messagesIn } from '#components/queue/queue-sums'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import { MessagesScope } from '#components/ui/messages-scope'
import { RelativeTime } from '#components/ui/relative-time'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { seesAll } from '#lib/auth/scope'
import { listQueues } from '#lib/queue/queries'
import type { HostQueueView } from '#lib/queue/schema'
import { QueueCauses } from './queue-causes'
import { QueueMessages } from './queue-messages'
import { QueueOverTime } from './queue-over-time'

const path = '/queue'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('queue'))('title') }
}

export default async function QueuePage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor(path, 'queue.read')
  const t = await getTranslations('queue')
  const params = plainParams(await searchParams)
  const queues = await listQueues(actor)
  const shown = queues.find(({ host }) => host === params.host) ?? fullest(queues)
  const header = (
    <PageHeader
      title={t('title')}
      sub={t('sub')}
      actions={
        <>
          <LiveRefresh url="/api/live/queue" everyMs={5000} drawnAt={new Date().toISOString()} />
          {may(actor, 'host.read') && <LinkButton href="/queue/hold">{t('holdRules')}</LinkButton>}
        </>
      }
    />
  )
  if (!shown) {
    return (
      <MessagesScope>
        {header}
        <EmptyState icon={<Hourglass aria-hidden />} title={t('noHosts')}>
          {t('noHostsBody')}
        </EmptyState>
      </MessagesScope>
    )
  }
  const here = { ...params, host: shown.host }
  return (
    <MessagesScope namespaces={['list', 'queue', 'form']}>
      {header}
      <div className="flex flex-col gap-8">
        <div className="flex flex-col gap-4">
          <Troubles queue={shown} />
          <HostQueues queues={queues} chosen={shown.host} hrefOf={(host) => `${path}?${new URLSearchParams({ host })}`} />
        </div>
        {isEmpty(shown) ? (
          <EmptyState icon={<Hourglass aria-hidden />} title={t('empty', { host: shown.host })}>
            {t('emptyBody')}
          </EmptyState>
        ) : (
          <>
            <Suspense fallback={<Skeleton rows={3} label={t('list.loading')} />}>
              <QueueCauses
                actor={actor}
                host={shown.host}
                hrefOf={(changes) => `${listHref(path, { host: shown.host }, changes)}#messages`}
              />
            </Suspense>
            <div id="messages">
              <Section title={t('list.title')}>
                <Suspense key={JSON.stringify(here)} fallback={<Skeleton rows={6} label={t('list.loading')} />}>
                  <QueueMessages actor={actor} queue={shown} params={here} />
                </Suspense>
              </Section>
            </div>
          </>
        )}
        {seesAll(actor) && (
          <Suspense fallback={<Skeleton rows={4} label={t('chart.label')} />}>
            <QueueOverTime actor={actor} host={shown.host} />
          </Suspense>
        )}
      </div>
    </MessagesScope>
  )
}

/** What needs looking at stands before what is quiet. */
const fullest = (queues: readonly HostQueueView[]): HostQueueView | undefined => {
  const weight = ({ failure, counts }: HostQueueView) => (failure ? Number.POSITIVE_INFINITY : messagesIn(counts ?? []))
  return queues.toSorted((a, b) => weight(b) - weight(a))[0]
}

/** Known to be, now: a queue that could not be read is not, nor one that was empty a minute ago. */
const isEmpty = ({ counts, live }: HostQueueView) => live && counts !== null && messagesIn(counts) === 0

async function Troubles({ queue: { host, failure, readAt, growingSince } }: { queue: HostQueueView }) {
  const t = await getTranslations('queue')
  if (failure) {
    return (
      <Banner tone="bad" title={t('unreadable', { host })}>
        <FailureText code={failure.code} /> {t('unreadableBody')}{' '}
        {readAt && t.rich('unreadableOld', { when: () => <RelativeTime value={readAt} /> })}
      </Banner>
    )
  }
  return (
    growingSince && (
      <Banner tone="warn" title={t('growing', { host })}>
        {t.rich('growingBody', { when: () => <RelativeTime value={growingSince} /> })}
      </Banner>
    )
  )
}
