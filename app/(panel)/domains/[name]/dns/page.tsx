import { notFound } from 'next/navigation'
import { DnsRecords } from '#components/domains/dns-records'
import { domainPath } from '#components/domains/domain-table'
import { getDnsRecords } from '#lib/client-setup/find-setup'
import { domainOf } from '../domain-of'

export default async function DomainDnsPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  if (domain.kind === 'relay' || !domain.enabled) notFound()
  const { records, zone, setup } = await getDnsRecords(actor, domain.name)
  return (
    <DnsRecords
      domain={domain.name}
      records={records}
      zone={zone}
      zoneHref={`${domainPath(domain)}/dns/zone`}
      publicUrl={setup.publicUrl}
    />
  )
}
