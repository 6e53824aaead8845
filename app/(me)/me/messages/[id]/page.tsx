import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MessageHeader } from '#components/messages/message-header'
import { MessageStory } from '#components/messages/message-story'
import { LiveRefresh } from '#components/shell/live-refresh'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { getMessage } from '#lib/messages/queries'
import { orNotFound } from '#lib/web/or-not-found'

const path = '/me/messages'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages.me'))('title') }
}

export default async function OwnMessagePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = mailboxActor(await pageMailbox(`${path}/${id}`))
  const message = await orNotFound(getMessage(actor, id))
  return (
    <>
      <MessageHeader
        message={message}
        path={path}
        live={
          message.ended ? undefined : <LiveRefresh url={`/me/live/messages?id=${id}`} everyMs={1500} drawnAt={new Date().toISOString()} />
        }
      />
      <MessageStory message={message} path={path} hosts={false} />
    </>
  )
}
