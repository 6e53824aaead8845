import { getLocale, getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { HostPlans } from '#components/domains/host-plans'
import { Banner } from '#components/ui/banner'
import { Skeleton } from '#components/ui/skeleton'
import type { Actor } from '#lib/auth/actor'
import { planChange, planPending } from '#lib/changes/plan'
import type { Outcome } from '#lib/outcome'
import { sentence } from '#lib/web/sentence'

interface ProposedProps {
  actor: Actor
  /** Is run up to the commit and undone. */
  command: () => Promise<Outcome<unknown>>
}

/** The lines that a command would change, before it is given. The host is asked, so they come after the page. */
export async function ProposedLines(props: ProposedProps) {
  const t = await getTranslations('domains.applied')
  return (
    <Suspense fallback={<Skeleton rows={3} label={t('loading')} />}>
      <Proposed {...props} />
    </Suspense>
  )
}

async function Proposed({ actor, command }: ProposedProps) {
  const t = await getTranslations('domains.applied')
  const { plans, outcome } = await planChange(actor, command)
  if (outcome && !outcome.ok) {
    const locale = await getLocale()
    const reasons = outcome.refusals.flatMap(({ code, values }) => sentence(locale, 'refusal', code, values) ?? [])
    return (
      <Banner tone="warn" title={t('refused')}>
        {reasons.join(' ')}
      </Banner>
    )
  }
  return <HostPlans plans={plans} none={t('noLines')} />
}

/** The lines of what is saved and not yet applied. */
export async function PendingLines(props: { actor: Actor; domains: readonly string[]; host: string }) {
  const t = await getTranslations('domains.applied')
  return (
    <Suspense fallback={<Skeleton rows={3} label={t('loading')} />}>
      <Pending {...props} />
    </Suspense>
  )
}

async function Pending({ actor, domains, host }: { actor: Actor; domains: readonly string[]; host: string }) {
  const t = await getTranslations('domains.applied')
  return <HostPlans plans={await planPending(actor, { domains })} none={t('inOrder', { host })} />
}
