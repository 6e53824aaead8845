import { domainPath } from '#components/domains/domain-table'
import { type ListParams, plainParams } from '#components/list/list-url'
import { AliasList } from '../../../aliases/alias-list'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<ListParams> }

export default async function DomainAliasesPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  return <AliasList actor={actor} path={`${domainPath(domain)}/aliases`} params={plainParams(await searchParams)} domain={domain.name} />
}
