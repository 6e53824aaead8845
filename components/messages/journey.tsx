import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { RelativeTime } from '#components/ui/relative-time'
import type { JourneyStep, MessageView } from '#lib/messages/schema'
import { MessageState } from './message-state'

interface JourneyProps {
  message: Pick<MessageView, 'id' | 'at' | 'host' | 'queueId' | 'state' | 'journey'>
  path: string
}

/** The same message from queue to queue, over our own hosts too, and the notices about it. */
export function Journey({ message, path }: JourneyProps) {
  const t = useTranslations('messages.story')
  if (message.journey.length === 0) return null
  const before = message.journey.filter(({ side }) => side === 'before')
  const after = message.journey.filter(({ side }) => side === 'after')
  const word = ({ why, side }: JourneyStep) =>
    why === 'bounce' ? t(side === 'before' ? 'bounceOf' : 'bounceIn') : t(side === 'before' ? 'previous' : 'next')
  const step = (one: JourneyStep) => (
    <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-5 py-2.5">
      <span className="min-w-32 text-muted text-sm">{word(one)}</span>
      <a href={`${path}/${one.id}`} className="font-mono underline decoration-line underline-offset-3 hover:decoration-current">
        {one.queueId ?? one.host}
      </a>
      <bdi className="text-muted text-sm">{one.host}</bdi>
      <span className="ml-auto flex items-baseline gap-3">
        <MessageState state={one.state} />
        <span className="text-faint text-sm">
          <RelativeTime value={one.at} />
        </span>
      </span>
    </li>
  )
  return (
    <Card title={t('journey')} sub={t('journeySub')} flush>
      <ol className="divide-y">
        {before.map(step)}
        <li aria-current="true" className="flex flex-wrap items-baseline gap-x-3 bg-accent-soft/40 px-5 py-2.5">
          <span className="min-w-32 text-muted text-sm">{t('here')}</span>
          <span className="font-mono">{message.queueId ?? message.host}</span>
          <bdi className="text-muted text-sm">{message.host}</bdi>
        </li>
        {after.map(step)}
      </ol>
    </Card>
  )
}
