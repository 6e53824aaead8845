import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageHeader } from '#components/shell/page-header'
import { RelativeTime } from '#components/ui/relative-time'
import type { MessageView } from '#lib/messages/schema'
import { MessageState } from './message-state'
import { SenderName } from './message-table'

/** Silent for a week, and still in a queue: longer than any queue keeps it. */
const silentMs = 7 * 86_400_000

interface MessageHeaderProps {
  message: MessageView
  path: string
  live: ReactNode
}

/** What it is and how it stands, before anything else. */
export function MessageHeader({ message: { subject, sender, state, at, until, ended }, path, live }: MessageHeaderProps) {
  const t = useTranslations('messages')
  const title = subject === null ? t.rich('story.title', { sender: () => <SenderName sender={sender} /> }) : <bdi>{subject}</bdi>
  const silent = !ended && Date.now() - Date.parse(until) > silentMs
  return (
    <PageHeader
      title={title}
      breadcrumbs={[{ label: t('story.back'), href: path }]}
      sub={
        <span className="flex flex-col gap-1">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <MessageState state={state} />
            <RelativeTime value={at} />
            {live}
          </span>
          <span>{silent ? t('story.silent') : t(`stateHelp.${state}`)}</span>
        </span>
      }
    />
  )
}
