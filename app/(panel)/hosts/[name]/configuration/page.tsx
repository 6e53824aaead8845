import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { ConfigBackups } from '#components/hosts/config-backups'
import { ConfigPlanCard } from '#components/hosts/config-plan'
import { FailureBanner } from '#components/hosts/failure-banner'
import { Section } from '#components/ui/section'
import { Skeleton } from '#components/ui/skeleton'
import { listChanges } from '#lib/audit/queries'
import { may } from '#lib/auth/permissions'
import { planHostConfig } from '#lib/hosts/queries'
import { applyConfig, undoConfig } from '../../actions'
import { asked } from '../asked'
import { hostOf } from '../host-of'

export default async function ConfigurationPage({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.config')
  const configured = await listChanges(actor, { host: host.id, action: 'host.configure' }, { limit: 20 })
  const backups = configured.rows.flatMap(({ at, actorName, after }) => {
    const backup = typeof after === 'object' && after !== null && !Array.isArray(after) ? after.backup : null
    return typeof backup === 'string' ? [{ at, actorName, backup }] : []
  })
  return (
    <div className="flex flex-col gap-8">
      <Section title={t('title')} sub={t('sub')}>
        <Suspense fallback={<Skeleton rows={6} label={t('title')} />}>
          <Plan name={name} />
        </Suspense>
      </Section>
      <Section title={t('undo')} sub={t('undoSub')}>
        <ConfigBackups hostId={host.id} backups={backups} undo={may(actor, 'host.write') ? undoConfig : undefined} />
      </Section>
    </div>
  )
}

async function Plan({ name }: { name: string }) {
  const { actor, host } = await hostOf(name)
  const t = await getTranslations('hosts.config')
  const found = await asked(planHostConfig(actor, host.id))
  if (!found.ok) return <FailureBanner title={t('failed')} code={found.code} />
  return <ConfigPlanCard host={host} plan={found.answer} apply={may(actor, 'host.write') ? applyConfig : undefined} />
}
