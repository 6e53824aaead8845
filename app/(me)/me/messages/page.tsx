import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type ListParams, plainParams } from '#components/list/list-url'
import { MessageList } from '#components/messages/message-list'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { mailboxActor, pageMailbox } from '#lib/auth/current-mailbox'
import { listMessages } from '#lib/messages/queries'
import { messageFilter } from '#lib/messages/schema'
import { listFilter } from '#lib/web/list-filter'

const path = '/me/messages'
const noHosts: readonly string[] = []

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages.me'))('title') }
}

export default async function OwnMessagesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = mailboxActor(await pageMailbox(path))
  const params = plainParams(await searchParams)
  const { cursor, ...asked } = params
  const { host: _, ...filter } = listFilter(messageFilter, params)
  const [page, t] = await Promise.all([listMessages(actor, filter, { cursor, limit: 25 }), getTranslations('messages.me')])
  return (
    <MessagesScope namespaces={['list']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <MessageList
        page={page}
        path={path}
        messagePath={path}
        params={params}
        hosts={noHosts}
        emptyTitle={t('empty')}
        emptyBody={t('emptyBody')}
        live={
          cursor ? undefined : (
            <LiveRefresh url={`/me/live/messages?${new URLSearchParams(asked)}`} everyMs={1500} drawnAt={new Date().toISOString()} />
          )
        }
      />
    </MessagesScope>
  )
}
