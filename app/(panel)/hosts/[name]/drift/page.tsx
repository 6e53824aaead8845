import { GitCompareArrows } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { DriftCard } from '#components/hosts/drift-card'
import { FailureBanner } from '#components/hosts/failure-banner'
import { EmptyState } from '#components/ui/empty-state'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import { may } from '#lib/auth/permissions'
import { type ApplyStatus, applyStatus } from '#lib/changes/apply-status'
import { getDrift } from '#lib/changes/drift'
import { putBackDomain, takeOverDomain } from '../../actions'
import { asked } from '../asked'
import { hostOf } from '../host-of'

/** Each costs the host a look at its files. */
const shownMax = 10

export default async function DriftPage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.drift')
  const drifted = (await applyStatus(actor, 'unfinished', host.id)).filter(({ state }) => state === 'drift')
  if (drifted.length === 0) {
    return (
      <EmptyState icon={<GitCompareArrows aria-hidden />} title={t('none')}>
        {t('noneBody', { host: host.name })}
      </EmptyState>
    )
  }
  return (
    <Section title={t('found', { count: drifted.length, host: host.name })} sub={`${t('foundBody')} ${t('legend')}`}>
      <div className="flex flex-col gap-6">
        {drifted.slice(0, shownMax).map((row) => (
          <Suspense key={row.domain} fallback={<Skeleton rows={3} label={row.domain} />}>
            <Drifted name={name} row={row} />
          </Suspense>
        ))}
      </div>
    </Section>
  )
}

async function Drifted({ name, row }: { name: string; row: ApplyStatus }) {
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.drift')
  const found = await asked(getDrift(actor, host.id, row.domain))
  const applies = may(actor, 'change.apply')
  return (
    <DriftCard
      hostId={host.id}
      domain={row.domain}
      since={row.since ?? row.savedAt}
      drift={found.ok ? found.answer : null}
      failure={found.ok ? null : <FailureBanner title={t('noDiff')} code={found.code} />}
      putBack={applies ? putBackDomain : undefined}
      takeOver={applies ? takeOverDomain : undefined}
    />
  )
}
