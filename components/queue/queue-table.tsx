import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#components/ui/badge'
import { Bytes } from '#components/ui/bytes'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { QueueRow } from '#lib/queue/schema'
import { CauseWords } from './cause-words'
import { queueTone } from './queue-sums'

export const queueFormId = 'queue-rows'

interface QueueTableProps {
  host: string
  rows: readonly QueueRow[]
  /** Rows can be ticked. */
  selectable: boolean
}

/** Messages that wait: from whom, to whom, why, since when. */
export function QueueTable({ host, rows, selectable }: QueueTableProps) {
  const t = useTranslations('queue')
  const columns: Column<QueueRow>[] = [
    {
      key: 'from',
      role: 'identity',
      header: t('list.from'),
      cell: (row) => (
        <Link href={`/queue/${host}/${row.id}`} prefetch={false} className="block min-w-0 rounded-sm hover:underline">
          {row.sender === '' ? <span className="text-muted">{t('list.bounce')}</span> : <Breaking address={row.sender} />}
        </Link>
      ),
    },
    { key: 'to', header: t('list.to'), cell: (row) => <Recipients row={row} /> },
    { key: 'why', header: t('list.why'), cell: (row) => <Why row={row} /> },
    {
      key: 'where',
      header: t('list.where'),
      cell: (row) => <Badge tone={toneOf[queueTone[row.queue]]}>{t(`queue.${row.queue}`)}</Badge>,
    },
    { key: 'arrived', header: t('list.arrived'), cell: (row) => <RelativeTime value={row.arrivedAt} /> },
    { key: 'size', header: t('list.size'), align: 'end', minor: true, cell: (row) => <Bytes value={row.bytes} /> },
  ]
  return (
    <Table
      caption={t('caption', { host })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      isMuted={(row) => !row.actable}
      selection={
        selectable
          ? {
              formId: queueFormId,
              selectAll: t('list.selectAll'),
              label: (row) => t('list.select', { sender: row.sender || t('list.bounce') }),
            }
          : undefined
      }
    />
  )
}

const toneOf = { moving: 'good', deferred: 'waiting', hold: 'off', corrupt: 'bad' } as const

function Recipients({ row: { recipients, hidden } }: { row: QueueRow }) {
  const t = useTranslations('queue.list')
  const [first, ...others] = recipients
  const more = others.length + hidden
  return (
    <span className="block min-w-0">
      {first && <Breaking address={first.address} />}
      {more > 0 && <span className="block text-muted text-sm">{t('more', { count: more })}</span>}
    </span>
  )
}

/** After the @ first, and anywhere where that is not enough: a column does not grow with what strangers write. */
function Breaking({ address }: { address: string }) {
  const domain = address.lastIndexOf('@') + 1
  return (
    <bdi className="block font-mono text-sm [overflow-wrap:anywhere] lg:min-w-44">
      {address.slice(0, domain)}
      <wbr />
      {address.slice(domain)}
    </bdi>
  )
}

function Why({ row }: { row: QueueRow }) {
  const reason = row.recipients.find((one) => one.reason !== null)?.reason ?? ''
  return (
    <span className="block max-w-md text-sm" title={reason || undefined}>
      <CauseWords cause={row.cause} reason={reason} held={row.queue === 'hold'} />
    </span>
  )
}
