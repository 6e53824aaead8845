import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { MessageActs } from '#components/queue/message-acts'
import { MessageFacts } from '#components/queue/message-facts'
import { MessageHeader } from '#components/queue/message-header'
import { MessageText } from '#components/queue/message-text'
import { PageHeader } from '#components/shell/page-header'
import { Card } from '#components/ui/card'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { getQueuedMessage } from '#lib/queue/queued-message'
import { orNotFound } from '#lib/web/or-not-found'
import { actOnMessage, openMessage } from '../../actions'

type Props = { params: Promise<{ host: string; id: string }> }

const messageOf = cache(async (host: string, id: string) => {
  const actor = await pageActor(`/queue/${host}/${id}`, 'queue.read')
  return { actor, message: await orNotFound(getQueuedMessage(actor, decodeURIComponent(host), decodeURIComponent(id))) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await getTranslations('queue.message'))('title', { id: (await params).id }) }
}

export default async function QueuedMessagePage({ params }: Props) {
  const { host, id } = await params
  const { actor, message } = await messageOf(host, id)
  const t = await getTranslations('queue')
  return (
    <MessagesScope namespaces={['form', 'queue']}>
      <PageHeader
        title={
          message.subject === '' ? (
            t('message.title', { id: message.id })
          ) : (
            <bdi className="[overflow-wrap:anywhere]">{message.subject}</bdi>
          )
        }
        breadcrumbs={[{ label: t('title'), href: `/queue?host=${encodeURIComponent(message.host)}` }]}
      />
      <div className="flex flex-col gap-6">
        {message.actable
          ? may(actor, 'queue.write') && <MessageActs message={message} action={actOnMessage} />
          : may(actor, 'queue.write') && <p className="text-muted">{t('list.readOnly')}</p>}
        <MessageFacts message={message} />
        <MessageHeader message={message} />
        {message.actable && may(actor, 'queue.open') && (
          <Card title={t('message.text')}>
            <MessageText host={message.host} id={message.id} action={openMessage} />
          </Card>
        )}
      </div>
    </MessagesScope>
  )
}
