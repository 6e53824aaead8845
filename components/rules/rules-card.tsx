import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { Status } from '#components/ui/status'
import { formatInstant } from '#lib/format'
import type { VacationView } from '#lib/rules/schema'

interface RulesCardProps {
  vacation: VacationView | null
  forwards: number
  filters: number
}

/** What happens to one's mail by rules of one's own, so that no answer goes on unnoticed. */
export function RulesCard({ vacation, forwards, filters }: RulesCardProps) {
  const t = useTranslations('rules.overview')
  const locale = useLocale()
  const { state, untilInstant, zone } = vacation ?? { state: 'off' as const, untilInstant: null, zone: 'UTC' }
  const answer =
    state === 'active'
      ? untilInstant
        ? t('vacationOn', { until: formatInstant(new Date(untilInstant), locale, zone) })
        : t('vacationOpen')
      : t(state === 'waiting' ? 'vacationWaits' : 'vacationOff')
  const lines = [
    {
      href: '/me/vacation',
      tone: state === 'active' ? ('good' as const) : state === 'waiting' ? ('waiting' as const) : ('off' as const),
      text: answer,
    },
    { href: '/me/forwarding', tone: forwards > 0 ? ('good' as const) : ('off' as const), text: t('forwards', { count: forwards }) },
    { href: '/me/filters', tone: filters > 0 ? ('good' as const) : ('off' as const), text: t('filters', { count: filters }) },
  ]
  return (
    <Card title={t('title')}>
      <ul className="flex flex-col gap-2">
        {lines.map(({ href, tone, text }) => (
          <li key={href}>
            <Link href={href} className="rounded-sm hover:underline">
              <Status tone={tone}>{text}</Status>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
