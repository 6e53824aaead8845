import { domainPath } from '#components/domains/domain-table'
import { PublicationPlan } from '#components/publication/publication-plan'
import { may } from '#lib/auth/permissions'
import { planDomain } from '#lib/web/domain-publication'
import { domainOf } from '../../domain-of'
import { publishDomainRecords, withdrawDomainRecords } from './actions'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ undo?: string | string[] }> }

export default async function PublishPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  const undo = (await searchParams).undo === '1'
  const action = undo ? withdrawDomainRecords : publishDomainRecords
  return (
    <PublicationPlan
      plan={await planDomain(actor, domain.id, undo ? 'nothing' : 'records')}
      id={domain.id}
      path={`${domainPath(domain)}/dns/publish`}
      undo={undo}
      action={may(actor, 'domain.write') ? action : undefined}
      setUpHref={may(actor, 'settings.write') ? `/settings/dns/zones/new?name=${encodeURIComponent(domain.name)}` : null}
    />
  )
}
