import { CircleAlert, CircleCheck, CircleDot, CirclePause, CircleX, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { RelativeTime } from '#components/ui/relative-time'
import { type Tone, toneInk } from '#components/ui/status'
import type { TimedMoment } from '#lib/messages/schema'
import { useMomentText } from './moment-text'
import { Words } from './words'

const icons: Record<Tone, LucideIcon> = {
  good: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  waiting: CircleDot,
  off: CirclePause,
  neutral: CircleDot,
}

/** What happened, one below the other in the order of time. */
export function Timeline({ moments }: { moments: readonly TimedMoment[] }) {
  const t = useTranslations('messages.story')
  const textOf = useMomentText()
  return (
    <ol aria-label={t('timeline')} className="flex flex-col">
      {moments.map(({ at, what }, number) => {
        const { tone, title, details, words } = textOf(what)
        const Icon = icons[tone]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: they only grow at the end
          <li key={number} className="group relative flex gap-3 pb-5 last:pb-0">
            <span aria-hidden className="absolute top-6 bottom-0 left-2 w-px bg-line group-last:hidden" />
            <Icon aria-hidden className={`mt-0.75 size-4 shrink-0 ${toneInk[tone]}`} />
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                <p className="min-w-0 break-words font-medium">{title}</p>
                <span className="text-faint text-sm tabular-nums">
                  <RelativeTime value={at} exact />
                </span>
              </div>
              {details.length > 0 && (
                <p className="break-words text-muted text-sm">
                  {details.map((detail, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: plain words in their order
                    <span key={at}>
                      {at > 0 && ' · '}
                      <bdi>{detail}</bdi>
                    </span>
                  ))}
                </p>
              )}
              {words && <Words>{words}</Words>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
