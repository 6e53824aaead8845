import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type ListParams, plainParams } from '#components/list/list-url'
import { MessageList } from '#components/messages/message-list'
import { LiveRefresh } from '#components/shell/live-refresh'
import { PageHeader } from '#components/shell/page-header'
import { MessagesScope } from '#components/ui/messages-scope'
import { pageActor } from '#lib/auth/current-actor'
import { may } from '#lib/auth/permissions'
import { listHosts } from '#lib/hosts/queries'
import { listMessages } from '#lib/messages/queries'
import { messageFilter } from '#lib/messages/schema'
import { listFilter } from '#lib/web/list-filter'

const path = '/messages'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages'))('title') }
}

export default async function MessagesPage({ searchParams }: { searchParams: Promise<ListParams> }) {
  const actor = await pageActor(path, 'message.read')
  const t = await getTranslations('messages')
  const params = plainParams(await searchParams)
  const filter = listFilter(messageFilter, params)
  const [page, hosts] = await Promise.all([
    listMessages(actor, filter, { cursor: params.cursor }),
    may(actor, 'host.read') ? listHosts(actor) : [],
  ])
  const { cursor, ...asked } = params
  return (
    <MessagesScope namespaces={['list']}>
      <PageHeader title={t('title')} sub={t('sub')} />
      <MessageList
        page={page}
        path={path}
        messagePath={path}
        params={params}
        hosts={hosts.map(({ name }) => name)}
        emptyTitle={t('empty')}
        emptyBody={t('emptyBody')}
        live={
          cursor ? undefined : (
            <LiveRefresh url={`/api/live/messages?${new URLSearchParams(asked)}`} everyMs={1500} drawnAt={new Date().toISOString()} />
          )
        }
      />
    </MessagesScope>
  )
}
