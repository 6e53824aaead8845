import { domainPath } from '#components/domains/domain-table'
import { DomainReports } from '#components/received-reports/domain-reports'
import { getDomainReports } from '#lib/received-reports/summary'
import { daysOf } from '#lib/web/days-of'
import { dmarcAdvice } from '#lib/web/dmarc-advice'
import { spfWithAddresses } from '#lib/web/spf-with-addresses'
import { domainOf } from '../domain-of'

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ days?: string | string[] }> }

export default async function DomainReportsPage({ params, searchParams }: Props) {
  const { actor, domain } = await domainOf((await params).name, 'report.read')
  const path = domainPath(domain)
  const hasWizards = domain.kind !== 'relay'
  const [reports, { advice, wizard }, withAddresses] = await Promise.all([
    getDomainReports(actor, domain.id, daysOf((await searchParams).days)),
    dmarcAdvice(actor, domain.id),
    spfWithAddresses(actor, domain.id),
  ])
  const links = { dkim: `${path}/dkim`, spf: (addresses: readonly string[]) => `${path}/dns/spf?${withAddresses(addresses)}` }
  return (
    <DomainReports
      reports={reports}
      advice={advice}
      path={`${path}/reports`}
      wizardHref={hasWizards && wizard ? `${path}/dns/dmarc?${new URLSearchParams(wizard)}` : null}
      recordHref={hasWizards ? `${path}/dns/dmarc` : `${path}/dns`}
      links={hasWizards ? links : null}
    />
  )
}
