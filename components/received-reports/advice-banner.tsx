import { TriangleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Banner } from '#components/ui/banner'
import { LinkButton } from '#components/ui/link-button'
import type { Advice } from '#lib/received-reports/summary-schema'
import { useShare } from './use-share'

interface AdviceBannerProps {
  advice: Advice
  /** The wizard with the next step filled in. */
  wizardHref: string | null
}

const tones = {
  no_reports: 'info',
  no_policy: 'warn',
  too_little: 'info',
  too_early: 'info',
  mend: 'warn',
  ready: 'good',
  done: 'good',
  own_refused: 'bad',
} as const

function Warning({ children }: { children: string }) {
  return (
    <p className="mt-1 flex gap-1.5 break-words">
      <TriangleAlert aria-hidden className="mt-1 size-3.5 shrink-0 text-warn" />
      <span className="min-w-0">{children}</span>
    </p>
  )
}

/** What to do next about the policy, and why. */
export function AdviceBanner({ advice, wizardHref }: AdviceBannerProps) {
  const t = useTranslations('reports.advice')
  const { verdict, outbound, warnings, others, policy, to, mend, days, messages, needs, strangers, forwarded } = advice
  const format = useFormatter()
  const share = useShare()
  const values = {
    share: share(advice.share, advice.messages === 0 ? 0 : 1),
    wanted: share(advice.wanted ?? 0, 1),
    to: to ?? '',
    policy: policy ?? '',
    days: format.number(days),
    messages: format.number(messages),
    needDays: needs.days,
    needMessages: needs.messages,
  }
  const isShareMet = advice.wanted !== undefined && advice.share >= advice.wanted
  const title = verdict === 'mend' && isShareMet ? t('mendOwn', values) : t(verdict, values)
  const hasRest = verdict === 'ready' || verdict === 'mend' || verdict === 'done'
  return (
    <Banner
      tone={tones[verdict]}
      title={title}
      actions={
        wizardHref && (
          <LinkButton href={wizardHref} size="small" look="primary">
            {verdict === 'no_policy' ? t('begin') : t('next', { policy: to ?? '' })}
          </LinkButton>
        )
      }
    >
      <p>{t(`${verdict}Body`, values)}</p>
      {mend.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {mend.map((one) => (
            <li key={`${one.kind} ${one.name}`} className="break-words">
              {t('mendLine', { name: one.name, failed: format.number(one.failed), messages: format.number(one.messages) })}
            </li>
          ))}
        </ul>
      )}
      {hasRest && strangers > 0 && <p className="mt-1">{t('restStrangers', { count: strangers })}</p>}
      {hasRest && forwarded > 0 && <p className="mt-1">{t('restForwarded', { count: forwarded })}</p>}
      {outbound && outbound.sent > 0 && (
        <p className="mt-1">{t('outbound', { sent: format.number(outbound.sent), seen: format.number(outbound.seen) })}</p>
      )}
      {warnings.includes('little_seen') && <Warning>{t('littleSeen')}</Warning>}
      {hasRest && warnings.includes('others_send') && (
        <Warning>{t('othersSend', { count: others.messages, names: format.list(others.names) })}</Warning>
      )}
      <p className="mt-1 text-muted text-sm">{t('how', values)}</p>
    </Banner>
  )
}
