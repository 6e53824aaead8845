import { FileCog } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import type { ConfigPlan } from '#lib/protocol/operations'
import type { FormAction } from '#lib/web/action-state'
import { ConfigFiles } from './config-files'
import { ConfigFindings } from './config-findings'

interface ConfigPlanCardProps {
  host: { readonly id: string; readonly name: string }
  plan: ConfigPlan
  /** Absent for those who may not. */
  apply: FormAction | undefined
}

/** Is the host's own configuration as it should be? If not: what conflicts, what would change, line by line. */
export function ConfigPlanCard({ host, plan, apply }: ConfigPlanCardProps) {
  const t = useTranslations('hosts.config')
  const { changes, findings, packagesMissing } = plan
  const conflicts = findings.filter(({ verdict }) => verdict === 'conflict')
  const others = findings.filter(({ verdict }) => verdict !== 'conflict' && verdict !== 'kept')
  const kept = findings.filter(({ verdict }) => verdict === 'kept')
  const isBlocked = packagesMissing.length > 0
  return (
    <div className="flex flex-col gap-5">
      {isBlocked && <Banner tone="bad" title={t('missing', { packages: packagesMissing.join(', ') })} />}
      {conflicts.length > 0 && (
        <Banner tone="warn" title={t('conflicts', { count: conflicts.length })}>
          {t('conflictsBody')}
        </Banner>
      )}
      {changes.length === 0 ? (
        <Banner tone="good" title={t('none')}>
          {t('noneBody', { host: host.name })}
        </Banner>
      ) : (
        <Banner
          tone="info"
          title={t('changes', { count: changes.length })}
          actions={
            apply && (
              <ActButton
                label={t('apply')}
                look="primary"
                size="small"
                icon={<FileCog aria-hidden />}
                disabled={isBlocked}
                action={apply}
                fields={{ $id: host.id, digest: plan.digest }}
                done={t('applied')}
                confirm={{
                  title: t('applyTitle', { host: host.name }),
                  description: t('applyBody', { count: changes.length }),
                  confirmLabel: t('apply'),
                }}
              />
            )
          }
        >
          {t('changesBody')}
        </Banner>
      )}
      {conflicts.length > 0 && <ConfigFindings findings={conflicts} />}
      {changes.length > 0 && <ConfigFiles changes={changes} />}
      {others.length > 0 && <ConfigFindings findings={others} />}
      {kept.length > 0 && (
        <details className="group">
          <summary className="w-fit rounded-sm py-1 text-muted hover:text-ink">{t('kept', { count: kept.length })}</summary>
          <div className="mt-2">
            <ConfigFindings findings={kept} />
          </div>
        </details>
      )}
    </div>
  )
}
