import { domainPath } from '#components/domains/domain-table'
import { type ListParams, plainParams } from '#components/list/list-url'
import { MailboxList } from '../../../mailboxes/mailbox-list'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function DomainMailboxesPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  return (
    <MailboxList actor={actor} path={`${domainPath(domain)}/mailboxes`} params={plainParams(await searchParams)} domain={domain.name} />
  )
}
