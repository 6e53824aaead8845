import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FailureText } from '#components/changes/failure-text'
import { NextTry } from '#components/changes/next-try'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import { RelativeTime } from '#components/ui/relative-time'
import type { CountedNeed, Need, OverviewHost, QueueTrouble } from './needs'

type HostNeed = Extract<Need, { host: OverviewHost }>

/** How much it weighs, and where to go. */
const counted: Record<CountedNeed, { tone: 'info' | 'warn' | 'bad'; href: string }> = {
  unusual: { tone: 'bad', href: '/unusual' },
  stuck: { tone: 'warn', href: '/changes' },
  dns: { tone: 'warn', href: '/dns' },
  certificates: { tone: 'warn', href: '/certificates' },
  unsent: { tone: 'warn', href: '/settings/mail' },
  expiring: { tone: 'info', href: '/aliases?expiring=true' },
}

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
  if (need.kind === 'queue') return <QueueNeed {...need} />
  const { tone, href } = counted[need.kind]
  return (
    <Banner tone={tone} title={t(need.kind, { count: need.count })} actions={<Go href={href}>{t('look')}</Go>}>
      {t(`${need.kind}Body`)}
    </Banner>
  )
}

function QueueNeed({ name, state }: { name: string; state: QueueTrouble }) {
  const t = useTranslations('queue.need')
  const look = useTranslations('overview.needs')('look')
  return (
    <Banner
      tone={state === 'unreadable' ? 'bad' : 'warn'}
      title={t(state, { host: name })}
      actions={<Go href={`/queue?host=${encodeURIComponent(name)}`}>{look}</Go>}
    >
      {t(`${state}Body`)}
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
