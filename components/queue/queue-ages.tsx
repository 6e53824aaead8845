import { useLocale, useTranslations } from 'next-intl'
import { formatNumber } from '#lib/format'
import type { QueueCount } from '#lib/queue/schema'

const places = ['0', '1', '2', '3', '4', '5'] as const
const opacityOf = (place: string) => 0.25 + Number(place) * 0.15

/** How many have been there for how long: a line of parts, with the numbers beneath. */
export function QueueAges({ counts }: { counts: readonly QueueCount[] }) {
  const t = useTranslations('queue.ages')
  const locale = useLocale()
  const sums = places.map((place) => ({ place, count: counts.reduce((sum, { ages }) => sum + (ages[Number(place)] ?? 0), 0) }))
  const shown = sums.filter(({ count }) => count > 0)
  const total = shown.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  let from = 0
  const bars = shown.map(({ place, count }) => {
    const bar = { place, x: from, width: (count / total) * 100 }
    from += bar.width
    return bar
  })
  return (
    <div className="flex flex-col gap-2">
      {/* Attributes, not styles: the panel allows no inline style. */}
      <svg aria-hidden className="h-2 w-full rounded-full fill-accent" preserveAspectRatio="none">
        {bars.map(({ place, x, width }) => (
          <rect key={place} x={`${x}%`} width={`${width}%`} height="100%" fillOpacity={opacityOf(place)} />
        ))}
      </svg>
      <dl aria-label={t('label')} className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {shown.map(({ place, count }) => (
          <div key={place} className="flex items-center gap-1.5">
            <svg aria-hidden className="size-2.5 rounded-sm fill-accent">
              <rect width="100%" height="100%" fillOpacity={opacityOf(place)} />
            </svg>
            <dt className="text-muted">{t(place)}</dt>
            <dd className="font-medium tabular-nums">{formatNumber(count, locale)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
