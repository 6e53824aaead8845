import { getTranslations } from 'next-intl/server'
import { domainPath } from '#components/domains/domain-table'
import { type ListParams, plainParams } from '#components/list/list-url'
import { MessageList } from '#components/messages/message-list'
import { may } from '#lib/auth/permissions'
import { listHosts } from '#lib/hosts/queries'
import { listMessages } from '#lib/messages/queries'
import { messageFilter } from '#lib/messages/schema'
import { listFilter } from '#lib/web/list-filter'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function DomainMessagesPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  const query = plainParams(await searchParams)
  const t = await getTranslations('messages')
  const [page, hosts] = await Promise.all([
    listMessages(actor, listFilter(messageFilter, query), { cursor: query.cursor }, domain.name),
    may(actor, 'host.read') ? listHosts(actor) : [],
  ])
  return (
    <MessageList
      page={page}
      path={`${domainPath(domain)}/messages`}
      messagePath="/messages"
      params={query}
      hosts={hosts.map(({ name }) => name)}
      emptyTitle={t('emptyDomain')}
      emptyBody={t('emptyBody')}
    />
  )
}
