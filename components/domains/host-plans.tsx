import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { FileChanges } from '#components/changes/file-changes'
import { HostLink } from '#components/shell/host-link'
import { Banner } from '#components/ui/banner'
import { Status } from '#components/ui/status'
import type { FileChange } from '#lib/protocol/operations'

export interface HostPlanView {
  readonly hostId: string
  readonly host: string
  readonly domains: readonly { readonly domain: string; readonly drifted: boolean; readonly changes: readonly FileChange[] }[]
  /** This host could not be asked. */
  readonly failure: string | null
  readonly more: number
}

/** The exact lines that go and come on each host, by file. */
export function HostPlans({ plans, none }: { plans: readonly HostPlanView[]; none: string }) {
  const t = useTranslations('domains.applied')
  const telling = plans.filter(
    (plan) => plan.failure !== null || plan.domains.some((domain) => domain.changes.length > 0 || domain.drifted),
  )
  if (telling.length === 0) return <Status tone="good">{none}</Status>
  return (
    <div className="flex flex-col gap-4">
      {telling.map((plan) => (
        <HostPlan key={plan.hostId} plan={plan} />
      ))}
      {telling.some((plan) => plan.failure === null) && <p className="text-faint text-sm">{t('legend')}</p>}
    </div>
  )
}

function HostPlan({ plan }: { plan: HostPlanView }) {
  const t = useTranslations('domains.applied')
  if (plan.failure !== null) {
    return (
      <Banner tone="warn" title={t('unknown')}>
        <FailureText code={plan.failure} /> {t('unknownBody')}
      </Banner>
    )
  }
  return (
    <section aria-label={t('title', { host: plan.host })} className="flex min-w-0 flex-col gap-3">
      <h3 className="font-medium">{t('title', { host: plan.host })}</h3>
      {plan.domains.some((domain) => domain.drifted) && (
        <Banner
          tone="warn"
          title={t('drift', { host: plan.host })}
          actions={
            <HostLink to={`${plan.hostId}/drift`} look="underlined">
              {t('driftLink')}
            </HostLink>
          }
        >
          {t('driftBody')}
        </Banner>
      )}
      <FileChanges changes={plan.domains.flatMap((domain) => domain.changes)} />
      {plan.more > 0 && <p className="text-muted">{t('more', { count: plan.more })}</p>}
    </section>
  )
}
