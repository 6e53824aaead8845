import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MessageHeader } from '#components/messages/message-header'
import { MessageStory } from '#components/messages/message-story'
import { LiveRefresh } from '#components/shell/live-refresh'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getMessage } from '#lib/messages/queries'
import { orNotFound } from '#lib/web/or-not-found'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages'))('title') }
}

export default async function MessagePage({ params }: Props) {
  const { id } = await params
  const actor = await pageActor(`/messages/${id}`, 'message.read')
  const message = await orNotFound(getMessage(actor, id))
  return (
    <>
      <MessageHeader
        message={message}
        path="/messages"
        live={
          message.ended ? undefined : <LiveRefresh url={`/api/live/messages?id=${id}`} everyMs={1500} drawnAt={new Date().toISOString()} />
        }
      />
      <MessageStory message={message} path="/messages" hosts={may(actor, 'host.read')} />
    </>
  )
}
