import { Upload } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { DnsStatus } from '#components/dns-status/dns-status'
import { DnsRecords } from '#components/domains/dns-records'
import { domainPath } from '#components/domains/domain-table'
import { LinkButton } from '#components/ui/link-button'
import { may } from '#lib/auth/permissions'
import { getDnsStatus, listDnsChanges } from '#lib/dns-status/queries'
import { domainChecks } from '#lib/dns-status/schema'
import { domainRecordsView } from '#lib/web/domain-records'
import { domainOf } from '../domain-of'
import { acceptDomainDns, checkDomainDns, withdrawDomainDns } from './actions'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ accept?: string | string[] }> }

export default async function DomainDnsPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name)
  const { accept } = await searchParams
  const path = `${domainPath(domain)}/dns`
  const hasRecords = domain.kind !== 'relay' && domain.enabled
  const [status, changes, set] = await Promise.all([
    getDnsStatus(actor, 'domain', domain.id),
    listDnsChanges(actor, 'domain', domain.id),
    hasRecords ? domainRecordsView(actor, domain) : null,
  ])
  const t = await getTranslations('publication')
  const writes = may(actor, 'domain.write')
  return (
    <div className="flex flex-col gap-10">
      <DnsStatus
        status={status}
        changes={changes}
        id={domain.id}
        path={path}
        actions={{
          check: may(actor, 'change.apply') ? checkDomainDns : undefined,
          ...(writes && { accept: acceptDomainDns, withdraw: withdrawDomainDns }),
        }}
        accepting={domainChecks.find((check) => check === accept) ?? null}
      />
      {hasRecords && writes && (
        <div>
          <LinkButton href={`${path}/publish`} icon={<Upload aria-hidden />}>
            {t('open')}
          </LinkButton>
        </div>
      )}
      {set && <DnsRecords domain={domain.name} {...set} zoneHref={`${path}/zone`} />}
    </div>
  )
}
