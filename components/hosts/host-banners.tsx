import { Play, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { FailureText } from '#components/changes/failure-text'
import { NextTry } from '#components/changes/next-try'
import { ActButton } from '#components/form/act-button'
import { Banner } from '#components/ui/banner'
import type { HostView } from '#lib/hosts/schema'
import type { FormAction } from '#lib/web/action-state'
import { UnreachableBanner } from './unreachable-banner'

interface HostBannersProps {
  host: HostView
  /** Absent for those who may not. */
  retry: FormAction | undefined
  resume: FormAction | undefined
}

/** What stands in the way of this host, on every one of its pages, with the way out. */
export function HostBanners({ host, retry, resume }: HostBannersProps) {
  const t = useTranslations('hosts')
  const { unreachableSince, unreachableCode, retryAt, heldAtGeneration } = host
  const again = retry && (
    <ActButton label={t('unreachable.retry')} size="small" icon={<RotateCw aria-hidden />} action={retry} fields={{ $id: host.id }} />
  )
  if (unreachableSince === null && unreachableCode === null && heldAtGeneration === null) return null
  return (
    <div className="mb-6 flex flex-col gap-2">
      {unreachableSince !== null && (
        <UnreachableBanner host={host.name} since={unreachableSince} code={unreachableCode} retryAt={retryAt} actions={again} />
      )}
      {unreachableSince === null && unreachableCode !== null && (
        <Banner tone="bad" title={t('refuses', { host: host.name })} actions={again}>
          <FailureText code={unreachableCode} /> {retryAt && <NextTry at={retryAt} />}
        </Banner>
      )}
      {heldAtGeneration !== null && (
        <Banner
          tone="warn"
          title={t('held.title', { host: host.name, generation: heldAtGeneration })}
          actions={
            resume && (
              <ActButton
                label={t('held.resume')}
                size="small"
                look="primary"
                icon={<Play aria-hidden />}
                action={resume}
                fields={{ $id: host.id }}
                confirm={{
                  title: t('held.resumeTitle', { host: host.name }),
                  description: `${t('held.resumeBody')} ${t('held.waiting', { count: host.domainsPending })}`,
                  confirmLabel: t('held.resume'),
                }}
              />
            )
          }
        >
          {t('held.body')} {t('held.waiting', { count: host.domainsPending })}
        </Banner>
      )}
    </div>
  )
}
