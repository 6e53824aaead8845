import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { StatTile } from '#components/ui/stat-tile'
import { formatBytes } from '#lib/format'
import type { Flow, TrafficView } from '#lib/traffic/schema'

const tiles = ['received', 'sent', 'deferred', 'bounced', 'rejected', 'spam', 'sign-in-failed'] as const satisfies readonly Flow[]
const bad: ReadonlySet<Flow> = new Set(['bounced', 'sign-in-failed'])

const unknown = '–'

/** The sums of the time that is shown. */
export function TrafficTiles({ totals, delay, tlsShare, storage }: TrafficView) {
  const t = useTranslations('traffic.tile')
  const format = useFormatter()
  const locale = useLocale()
  const seconds = (value: number) =>
    format.number(value, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 })
  const { p50All, p95All } = delay
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {tiles.map((flow) => (
        <StatTile
          key={flow}
          label={t(flow)}
          value={format.number(totals[flow])}
          tone={bad.has(flow) && totals[flow] > 0 ? 'warn' : undefined}
        />
      ))}
      <StatTile
        label={t('delay')}
        value={p50All === null ? unknown : seconds(p50All)}
        note={p95All === null ? undefined : t('delayNote', { time: seconds(p95All) })}
      />
      <StatTile
        label={t('tls')}
        value={tlsShare === null ? unknown : format.number(tlsShare, { style: 'percent', maximumFractionDigits: 1 })}
      />
      <StatTile label={t('storage')} value={storage.now === null ? unknown : formatBytes(storage.now, locale)} />
    </div>
  )
}
