import { Hourglass } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { FailureText } from '#components/changes/failure-text'
import { FilterSelect } from '#components/list/filter-select'
import { ListToolbar } from '#components/list/list-toolbar'
import { isNarrowed, listHref } from '#components/list/list-url'
import { NoMatch } from '#components/list/no-match'
import { QueueBulk } from '#components/queue/queue-bulk'
import { messagesIn } from '#components/queue/queue-sums'
import { QueueTable } from '#components/queue/queue-table'
import { Banner } from '#components/ui/banner'
import { EmptyState } from '#components/ui/empty-state'
import { LinkButton } from '#components/ui/link-button'
import type { AdministratorActor } from '#lib/auth/actor'
import { may } from '#lib/auth/permissions'
import { AppError } from '#lib/errors'
import { listQueue, rowsShown } from '#lib/queue/list-queue'
import type { HostQueueView, QueueListView } from '#lib/queue/schema'
import { searchOf } from '#lib/web/queue-form'
import { actOnMessages } from './actions'
import { queueQuestion } from './question'

const path = '/queue'
/** A queue up to this is read whole and sorted: a fraction of a second. */
const sortedMax = 2000
const rowsMax = 1000
const queues = ['deferred', 'hold', 'active', 'incoming', 'maildrop'] as const
const ages = ['5m', '1h', '6h', '1d', '3d'] as const

interface QueueMessagesProps {
  actor: AdministratorActor
  queue: HostQueueView
  params: Record<string, string>
}

export async function QueueMessages({ actor, queue, params }: QueueMessagesProps) {
  const t = await getTranslations('queue')
  const search = searchOf(params)
  const { host: _, ...narrowing } = params
  const narrowed = isNarrowed(narrowing, ['limit'])
  const clearHref = `${path}?${new URLSearchParams({ host: queue.host })}#messages`
  const known = messagesIn(queue.counts ?? [])
  const limit = params.limit === String(rowsMax) ? rowsMax : rowsShown
  const list = await listed(actor, queue.host, search, { limit, oldest: queue.counts !== null && known <= sortedMax })
  const chips = (['destination', 'reason', 'sender', 'recipient', 'domain'] as const).flatMap((name) => {
    const value = search[name]
    if (!value) return []
    const label =
      name === 'reason' ? t('list.reason', { text: value }) : name === 'destination' ? t('list.destination', { name: value }) : value
    return [{ label, withoutHref: listHref(path, params, { [name]: null }) }]
  })
  return (
    <>
      <ListToolbar searchLabel={t('list.search')} narrowed={chips} clearHref={narrowed ? clearHref : undefined}>
        <FilterSelect
          label={t('list.queue')}
          name="queue"
          options={[{ value: '', label: t('list.anyQueue') }, ...queues.map((value) => ({ value, label: t(`queue.${value}`) }))]}
        />
        <FilterSelect
          label={t('list.age')}
          name="age"
          options={[{ value: '', label: t('list.anyAge') }, ...ages.map((value) => ({ value, label: t(`list.${value}`) }))]}
        />
      </ListToolbar>
      {'code' in list ? (
        <Banner tone="bad" title={t('list.failed')}>
          <FailureText code={list.code} /> {t('unreadableBody')}
        </Banner>
      ) : list.rows.length === 0 ? (
        narrowed ? (
          <NoMatch search={search.search} clearHref={clearHref} />
        ) : (
          <EmptyState icon={<Hourglass aria-hidden />} title={t(queue.counts === null ? 'emptyOwn' : 'empty', { host: queue.host })}>
            {t('emptyBody')}
          </EmptyState>
        )
      ) : (
        <Rows actor={actor} list={list} params={params} limit={limit} known={narrowed || !queue.live ? null : known} />
      )}
    </>
  )
}

type RowsProps = { actor: AdministratorActor; list: QueueListView; params: Record<string, string>; limit: number; known: number | null }

async function Rows({ actor, list, params, limit, known }: RowsProps) {
  const t = await getTranslations('queue.list')
  const { host, rows, matched, complete, unreadable } = list
  const isCut = !complete || matched > rows.length
  const selectable = may(actor, 'queue.write')
  // Of a list that was cut at its first rows, the directories know how many there are when nothing narrows it.
  const count = complete ? matched : (known ?? matched)
  return (
    <div className="flex flex-col gap-3">
      <QueueTable host={host} rows={rows} selectable={selectable} />
      <div className="flex flex-wrap items-center justify-between gap-3 text-muted text-sm">
        <p>{isCut ? t('cut', { count: rows.length }) : t('shown', { count: matched })}</p>
        {isCut && limit < rowsMax && (
          <LinkButton href={`${listHref(path, params, { limit: String(rowsMax) })}#messages`} size="small">
            {t('showMore')}
          </LinkButton>
        )}
      </div>
      {unreadable > 0 && <Banner tone="warn" title={t('unreadable', { count: unreadable })} />}
      {selectable && (
        <QueueBulk
          host={host}
          action={actOnMessages}
          questionOf={queueQuestion}
          matching={{ filter: JSON.stringify(searchOf(params)), count, exact: complete }}
        />
      )}
    </div>
  )
}

async function listed(...[actor, host, search, wanted]: Parameters<typeof listQueue>): Promise<QueueListView | { code: string }> {
  try {
    return await listQueue(actor, host, search, wanted)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code }
    throw error
  }
}
