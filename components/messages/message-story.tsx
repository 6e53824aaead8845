import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LogLines } from '#components/logs/log-lines'
import { Bytes } from '#components/ui/bytes'
import { Card } from '#components/ui/card'
import { CopyButton } from '#components/ui/copy-button'
import { KeyValues } from '#components/ui/key-values'
import { RelativeTime } from '#components/ui/relative-time'
import type { MessageView } from '#lib/messages/schema'
import { AdviceText } from './advice-text'
import { Journey } from './journey'
import { KnownFacts } from './known-facts'
import { SenderName } from './message-table'
import { RecipientList } from './recipient-list'
import { Timeline } from './timeline'
import { Words } from './words'

interface MessageStoryProps {
  message: MessageView
  /** Where other messages are shown. */
  path: string
  /** Whoever looks knows the hosts. */
  hosts: boolean
}

/** The whole story: what became of it for whom and why, what happened in which order, and the lines that say so. */
export function MessageStory({ message, path, hosts }: MessageStoryProps) {
  const t = useTranslations('messages.story')
  const seen = message.recipientViews
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <KnownFacts facts={message.facts} />
        {(seen.length > 0 || message.hidden > 0) && (
          <RecipientList recipients={seen} count={Math.max(message.recipientCount, seen.length)} hidden={message.hidden} />
        )}
        {message.refusal && (
          <Card title={t('refusal')}>
            <div className="flex flex-col gap-2">
              <Words>{message.refusal.words}</Words>
              <AdviceText advice={message.refusal.advice} />
            </div>
          </Card>
        )}
        <Journey message={message} path={path} />
        <Card title={t('timeline')}>
          <Timeline moments={message.moments} />
        </Card>
        {hosts && <Lines message={message} />}
      </div>
      <Facts message={message} hosts={hosts} />
    </div>
  )
}

function Lines({ message: { lines } }: { message: MessageView }) {
  const t = useTranslations('messages.story')
  if (lines === null) return <p className="text-muted text-sm">{t('linesHidden')}</p>
  return (
    <details className="rounded-lg bg-surface shadow-rest inset-ring inset-ring-line">
      <summary className="cursor-pointer rounded-lg px-5 py-3.5 font-semibold text-lg tracking-[-0.01em]">
        {t('lines')} <span className="ml-1 font-normal text-base text-muted">{t('linesCount', { count: lines.length })}</span>
      </summary>
      <div className="border-t">
        {lines.length === 0 ? <p className="px-5 py-3 text-muted">{t('noLines')}</p> : <LogLines lines={lines} raw />}
      </div>
    </details>
  )
}

function Facts({ message, hosts }: { message: MessageView; hosts: boolean }) {
  const t = useTranslations('messages.story')
  const copied = (value: string, label: string): ReactNode => (
    <span className="flex items-start gap-1">
      <bdi className="min-w-0 break-all font-mono text-sm">{value}</bdi>
      <CopyButton bare value={value} label={label} />
    </span>
  )
  const items = [
    { key: 'sender', label: t('sender'), value: <SenderName sender={message.sender} /> },
    ...(message.size === null ? [] : [{ key: 'size', label: t('size'), value: <Bytes value={message.size} /> }]),
    { key: 'from', label: t('from'), value: <RelativeTime value={message.at} exact /> },
    { key: 'until', label: t('until'), value: <RelativeTime value={message.until} exact /> },
    ...(hosts ? [{ key: 'host', label: t('host'), value: <bdi>{message.host}</bdi> }] : []),
    ...(message.queueId === null ? [] : [{ key: 'queueId', label: t('queueId'), value: copied(message.queueId, t('copyQueueId')) }]),
    ...(message.messageId === null
      ? []
      : [{ key: 'messageId', label: t('messageId'), value: copied(message.messageId, t('copyMessageId')) }]),
  ]
  return (
    <Card title={t('facts')}>
      <div className="[&_dl>div]:grid-cols-1">
        <KeyValues items={items} />
      </div>
    </Card>
  )
}
