import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { Status } from '#components/ui/status'
import type { SignalView } from '#lib/containment/schema'

/** What is unusual of one mailbox, and what it may mean. */
export function SignalList({ signals }: { signals: readonly SignalView[] }) {
  const t = useTranslations('containment')
  if (signals.length === 0) return <Status tone="good">{t('page.quiet')}</Status>
  return (
    <ul className="flex flex-col gap-4">
      {signals.map(({ kind, values, seenAt }) => (
        <li key={kind}>
          <Status tone="bad" detail={<RelativeTime value={seenAt} />}>
            {t(`signal.${kind}`, values)}
          </Status>
          <p className="mt-1 text-muted text-sm">{t(`why.${kind}`)}</p>
        </li>
      ))}
    </ul>
  )
}
