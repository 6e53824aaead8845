import { useTranslations } from 'next-intl'
import { Bytes } from '#components/ui/bytes'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import { type Column, Table } from '#components/ui/table'
import type { QueuedMessageView } from '#lib/queue/schema'
import { CauseAdvice, CauseWords } from './cause-words'

/** What stands on the envelope, for whom it waits and why, and where it came from. */
export function MessageFacts({ message }: { message: QueuedMessageView }) {
  const t = useTranslations('queue')
  const { id, host, queue, arrivedAt, bytes, sender, cause } = message
  const reason = message.recipients.find((one) => one.reason !== null)?.reason ?? ''
  const facts = [
    {
      key: 'sender',
      label: t('message.sender'),
      value: sender === '' ? t('list.bounce') : <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{sender}</bdi>,
    },
    { key: 'queue', label: t('message.queue'), value: t(`queue.${queue}`) },
    { key: 'why', label: t('message.why'), value: <Why cause={cause} reason={reason} held={queue === 'hold'} /> },
    { key: 'arrived', label: t('message.arrived'), value: <RelativeTime value={arrivedAt} /> },
    { key: 'size', label: t('message.size'), value: <Bytes value={bytes} /> },
    { key: 'host', label: t('message.host'), value: host },
    {
      key: 'id',
      label: t('message.id'),
      value: (
        <span className="flex items-center gap-2">
          <code className="font-mono text-sm">{id}</code>
          <CopyButton bare label={t('message.id')} value={id} />
        </span>
      ),
    },
  ]
  return (
    <>
      <Card title={t('message.envelope')}>
        <KeyValues items={facts} />
      </Card>
      <MessageRecipients message={message} />
    </>
  )
}

function Why({ cause, reason, held }: { cause: string; reason: string; held: boolean }) {
  return (
    <>
      <CauseWords cause={cause} reason={reason} held={held} />
      {!held && (
        <span className="mt-0.5 block text-muted text-sm">
          <CauseAdvice cause={cause} />
        </span>
      )}
    </>
  )
}

type Recipient = { address: string; reason: string | null; done: boolean }

function MessageRecipients({ message: { recipients, done, hidden } }: { message: QueuedMessageView }) {
  const t = useTranslations('queue.message')
  const rows: Recipient[] = [
    ...recipients.map((one) => ({ ...one, done: false })),
    ...done.map((address) => ({ address, reason: null, done: true })),
  ]
  const columns: Column<Recipient>[] = [
    {
      key: 'recipient',
      role: 'identity',
      header: t('recipient'),
      cell: ({ address }) => <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{address}</bdi>,
    },
    {
      key: 'why',
      header: t('why'),
      cell: (row) =>
        row.done ? t('done') : row.reason ? <bdi className="font-mono text-sm [overflow-wrap:anywhere]">{row.reason}</bdi> : t('notTried'),
    },
  ]
  return (
    <div className="flex flex-col gap-2">
      <Table caption={t('recipientsCaption')} columns={columns} rows={rows} rowKey={({ address, done: has }) => `${address} ${has}`} />
      {hidden > 0 && <p className="text-muted text-sm">{t('hidden', { count: hidden })}</p>}
    </div>
  )
}
