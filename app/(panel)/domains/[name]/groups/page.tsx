import { domainPath } from '#components/domains/domain-table'
import { type ListParams, plainParams } from '#components/list/list-url'
import { GroupList } from '../../../groups/group-list'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function DomainGroupsPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  return <GroupList actor={actor} path={`${domainPath(domain)}/groups`} params={plainParams(await searchParams)} domain={domain.name} />
}
