import { DomainOverview } from '#components/domains/domain-overview'
import { listAliases } from '#lib/aliases/queries'
import { may } from '#lib/auth/permissions'
import { domainOf } from './domain-of'

export default async function DomainPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  const catchAll =
    domain.kind === 'hosted' ? (await listAliases(actor, { domain: domain.name, catchAll: true }, { limit: 1 })).rows[0] : undefined
  return <DomainOverview domain={domain} catchAll={catchAll} writes={may(actor, 'domain.write')} />
}
