import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { classNames } from '#components/ui/class-names'
import { RelativeTime } from '#components/ui/relative-time'
import { StatTile } from '#components/ui/stat-tile'
import { Status } from '#components/ui/status'
import { formatNumber } from '#lib/format'
import type { HostQueueView } from '#lib/queue/schema'
import { QueueAges } from './queue-ages'
import { messagesIn, queueTone } from './queue-sums'

interface HostQueuesProps {
  queues: readonly HostQueueView[]
  /** The one that is looked into. */
  chosen: string
  hrefOf: (host: string) => string
}

/** Every host's queue at a glance, and the chosen one in numbers. */
export function HostQueues({ queues, chosen, hrefOf }: HostQueuesProps) {
  const shown = queues.find(({ host }) => host === chosen)
  return (
    <div className="flex flex-col gap-4">
      {queues.length > 1 && <HostChoice queues={queues} chosen={chosen} hrefOf={hrefOf} />}
      {shown?.counts && <QueueTiles queue={shown} counts={shown.counts} />}
    </div>
  )
}

function HostChoice({ queues, chosen, hrefOf }: HostQueuesProps) {
  const t = useTranslations('queue')
  return (
    <nav aria-label={t('hosts')}>
      <ul className="flex flex-wrap gap-2">
        {queues.map((queue) => (
          <li key={queue.hostId} className="min-w-0">
            <Link
              href={hrefOf(queue.host)}
              aria-current={queue.host === chosen ? 'page' : undefined}
              className={classNames(
                'flex min-w-0 flex-wrap items-baseline gap-x-3 rounded-md px-3 py-2 text-sm inset-ring transition-colors',
                queue.host === chosen ? 'bg-accent-soft inset-ring-accent/40' : 'bg-surface inset-ring-line hover:bg-hover',
              )}
            >
              <span className="truncate font-medium">{queue.host}</span>
              <QueueState queue={queue} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function QueueState({ queue }: { queue: HostQueueView }) {
  const t = useTranslations('queue.state')
  const { counts, failure, growingSince, live } = queue
  if (failure) return <Status tone="bad">{t('unreadable')}</Status>
  if (counts === null) return <Status tone="neutral">{t('own')}</Status>
  const waiting = messagesIn(counts, 'deferred') + messagesIn(counts, 'hold')
  if (growingSince) return <Status tone="warn">{t('growing')}</Status>
  if (waiting > 0) return <Status tone="waiting">{t('waiting', { count: waiting })}</Status>
  if (!live) return <Status tone="neutral">{t('emptyBefore')}</Status>
  return <Status tone="good">{t(messagesIn(counts, 'moving') > 0 ? 'moving' : 'empty')}</Status>
}

function QueueTiles({ queue, counts }: { queue: HostQueueView; counts: NonNullable<HostQueueView['counts']> }) {
  const t = useTranslations('queue.tile')
  const locale = useLocale()
  const kinds = (['moving', 'deferred', 'hold', 'corrupt'] as const).filter(
    (kind) => kind !== 'corrupt' || messagesIn(counts, 'corrupt') > 0,
  )
  return (
    <>
      <div className={classNames('grid grid-cols-1 gap-3 sm:grid-cols-3', kinds.length === 4 && 'lg:grid-cols-4')}>
        {kinds.map((kind) => {
          const messages = messagesIn(counts, kind)
          const oldest = counts
            .filter((one) => queueTone[one.queue] === kind && one.oldestAt !== null)
            .map(({ oldestAt }) => oldestAt ?? '')
            .sort()[0]
          return (
            <StatTile
              key={kind}
              label={t(kind)}
              value={formatNumber(messages, locale)}
              tone={queue.failure ? 'neutral' : kind === 'corrupt' ? 'bad' : undefined}
              note={oldest ? t.rich('oldest', { when: () => <RelativeTime value={oldest} /> }) : t('none')}
            />
          )
        })}
      </div>
      <QueueAges counts={counts} />
      {!queue.live && !queue.failure && queue.readAt && (
        <p className="text-muted text-sm">{t.rich('before', { when: () => <RelativeTime value={queue.readAt ?? ''} /> })}</p>
      )}
    </>
  )
}
