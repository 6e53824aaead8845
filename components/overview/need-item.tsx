import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FailureText } from '#components/changes/failure-text'
import { NextTry } from '#components/changes/next-try'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import type { Need, OverviewHost } from './needs'

type HostNeed = Extract<Need, { host: OverviewHost }>

/** One thing that needs a person: what is so, what it means, and where to go. */
export function NeedItem({ need }: { need: Need }) {
  const t = useTranslations('overview.needs')
  if ('host' in need) return <HostNeedItem need={need} />
  if (need.kind === 'worker') {
    const { seenAt } = need
    return (
      <Banner tone="bad" title={t('worker')}>
        {seenAt ? t.rich('workerBody', { seen: () => <RelativeTime value={seenAt} /> }) : t('workerNever')}
      </Banner>
    )
  }
  if (need.kind === 'stuck') {
    return (
      <Banner tone="warn" title={t('stuck', { count: need.count })} actions={<Go href="/changes">{t('look')}</Go>}>
        {t('stuckBody')}
      </Banner>
    )
  }
  if (need.kind === 'dns') {
    return (
      <Banner tone="warn" title={t('dns', { count: need.count })} actions={<Go href="/dns">{t('look')}</Go>}>
        {t('dnsBody')}
      </Banner>
    )
  }
  if (need.kind === 'certificates') {
    return (
      <Banner tone="warn" title={t('certificates', { count: need.count })} actions={<Go href="/certificates">{t('look')}</Go>}>
        {t('certificatesBody')}
      </Banner>
    )
  }
  if (need.kind === 'unsent') {
    return (
      <Banner tone="warn" title={t('unsent', { count: need.count })} actions={<Go href="/settings/mail">{t('look')}</Go>}>
        {t('unsentBody')}
      </Banner>
    )
  }
  return (
    <Banner tone="info" title={t('expiring', { count: need.count })} actions={<Go href="/aliases?expiring=true">{t('look')}</Go>}>
      {t('expiringBody')}
    </Banner>
  )
}

function HostNeedItem({ need: { kind, host } }: { need: HostNeed }) {
  const t = useTranslations('overview.needs')
  const { name, unreachableSince, unreachableCode, retryAt } = host
  const next = retryAt && <NextTry at={retryAt} />
  const reason = unreachableCode ? <FailureText code={unreachableCode} /> : null
  switch (kind) {
    case 'unreachable':
      return (
        <Banner tone="bad" title={t('unreachable', { host: name })} actions={<Go href={`/hosts/${name}`}>{t('look')}</Go>}>
          {t.rich('unreachableBody', { since: () => <RelativeTime value={unreachableSince ?? new Date()} />, reason: () => reason })} {next}
        </Banner>
      )
    case 'failed':
      return (
        <Banner
          tone="bad"
          title={t('failed', { count: host.failed, host: name })}
          actions={<Go href={`/hosts/${name}/applied`}>{t('look')}</Go>}
        >
          {reason} {next}
        </Banner>
      )
    case 'drift':
      return (
        <Banner
          tone="warn"
          title={t('drift', { count: host.drifted, host: name })}
          actions={<Go href={`/hosts/${name}/drift`}>{t('decide')}</Go>}
        >
          {t('driftBody')}
        </Banner>
      )
    case 'held':
      return (
        <Banner
          tone="warn"
          title={t('held', { host: name, generation: host.heldAtGeneration ?? 0 })}
          actions={<Go href={`/hosts/${name}/generations`}>{t('resume')}</Go>}
        >
          {t('heldBody', { count: host.pending })}
        </Banner>
      )
    case 'config':
      return (
        <Banner tone="warn" title={t('config', { host: name })} actions={<Go href={`/hosts/${name}/configuration`}>{t('look')}</Go>}>
          {t('configBody')}
        </Banner>
      )
  }
}

function Go({ href, children }: { href: string; children: ReactNode }) {
  return (
    <LinkButton href={href} size="small">
      {children}
    </LinkButton>
  )
}
