import { useTranslations } from 'next-intl'
import { Address } from '#components/ui/address'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import { isAdviceCode } from '#lib/logs/advice/advice'
import type { MessageRow } from '#lib/messages/schema'
import { MessageState } from './message-state'

interface MessageTableProps {
  rows: readonly MessageRow[]
  /** Where one message is shown; its id follows. */
  path: string
  /** Whoever looks knows the hosts, and reads what the programs say; others are told what it means. */
  hosts: boolean
}

/** From whom, to whom, how it stands. What strangers wrote is isolated text. */
export function MessageTable({ rows, path, hosts }: MessageTableProps) {
  const t = useTranslations('messages')
  const advice = useTranslations('advice.code')
  const columns: Column<MessageRow>[] = [
    { key: 'message', role: 'identity', header: t('column.message'), cell: (row) => <FromTo row={row} path={path} /> },
    {
      key: 'state',
      header: t('column.state'),
      cell: ({ state, reason, cause }) => (
        <span className="flex min-w-0 flex-col gap-0.5">
          <MessageState state={state} />
          {reason && state !== 'delivered' && state !== 'handed-over' && (
            <bdi className="line-clamp-3 max-w-md text-muted [overflow-wrap:anywhere]" title={reason}>
              {!hosts && isAdviceCode(cause) ? advice(`${cause}.meaning`) : reason}
            </bdi>
          )}
        </span>
      ),
    },
    ...(hosts
      ? [
          { key: 'host', header: t('column.host'), minor: true, cell: ({ host }: MessageRow) => <bdi>{host}</bdi> },
          {
            key: 'queueId',
            header: t('column.queueId'),
            minor: true,
            cell: ({ queueId }: MessageRow) => <span className="font-mono">{queueId ?? ''}</span>,
          },
        ]
      : []),
    { key: 'when', header: t('column.when'), cell: ({ at }) => <RelativeTime value={at} /> },
  ]
  return <Table caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
}

function FromTo({ row: { id, sender, recipients, recipientCount, subject }, path }: { row: MessageRow; path: string }) {
  const t = useTranslations('messages')
  const more = recipientCount - recipients.length
  return (
    <a href={`${path}/${id}`} className="flex min-w-0 flex-col gap-0.5">
      {subject && <bdi className="line-clamp-1 break-words">{subject}</bdi>}
      <span className="min-w-0 break-words">
        <SenderName sender={sender} />
      </span>
      <span className="min-w-0 break-words font-normal text-muted text-sm">
        <span aria-hidden>→ </span>
        {recipients.length === 0 && t('noRecipient')}
        {recipients.map((address, at) => (
          <span key={address}>
            {at > 0 && ', '}
            <Address value={address} />
          </span>
        ))}
        {more > 0 && recipients.length > 0 && ` ${t('more', { count: more })}`}
      </span>
    </a>
  )
}

export function SenderName({ sender }: { sender: string | null }) {
  const t = useTranslations('messages')
  if (sender === null) return <span className="text-muted">{t('unknownSender')}</span>
  return sender === '' ? <span className="text-muted">{t('nullSender')}</span> : <Address value={sender} />
}
