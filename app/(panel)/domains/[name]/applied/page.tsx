import { getTranslations } from 'next-intl/server'
import { appliedName } from '#components/domains/domain-table'
import { RetryHost } from '#components/domains/retry-host'
import { Section } from '#components/ui/section'
import { may } from '#lib/auth/permissions'
import { applyStatus } from '#lib/changes/apply-status'
import { PendingLines } from '../../../planned-lines'
import { domainOf } from '../domain-of'
import { retryHost } from './actions'

export default async function DomainAppliedPage({ params }: { params: Promise<{ name: string }> }) {
  const { actor, domain } = await domainOf((await params).name)
  const t = await getTranslations('domains.applied')
  const statuses = await applyStatus(actor, [appliedName(domain)])
  const waiting = statuses.filter(({ state }) => state !== 'applied' && state !== 'held')
  return (
    <Section
      title={t('title', { host: domain.host.name })}
      sub={waiting.length > 0 ? t('waiting', { host: domain.host.name }) : undefined}
      actions={waiting.length > 0 && may(actor, 'host.apply') && <RetryHost hostId={domain.host.id} action={retryHost} />}
    >
      <PendingLines actor={actor} domains={[appliedName(domain)]} host={domain.host.name} />
    </Section>
  )
}
