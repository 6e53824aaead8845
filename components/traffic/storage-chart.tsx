import { useLocale, useTranslations } from 'next-intl'
import { ChartCard } from '#components/chart/chart-card'
import { formatBytes } from '#lib/format'
import type { TrafficView } from '#lib/traffic/schema'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** In the unit of its largest value, so that the axis has numbers that can be read. */
export function StorageChart({ storage, times, range }: Pick<TrafficView, 'storage' | 'times' | 'range'>) {
  const t = useTranslations('traffic.chart')
  const locale = useLocale()
  const most = Math.max(0, ...storage.bytes.map((bytes) => bytes ?? 0))
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, most)) / 10))
  const values = storage.bytes.map((bytes) => (bytes === null ? null : bytes / 1024 ** power))
  const total = storage.now === null ? '–' : formatBytes(storage.now, locale)
  return (
    <ChartCard
      times={times}
      byDay={range === 'year'}
      title={t('storage')}
      sub={t('storageSub')}
      unit={units[power]}
      label={t('storageLabel', { total })}
      series={[{ key: 'storage', label: t('stored', { unit: units[power] ?? 'B' }), tone: 'accent', values, total }]}
    />
  )
}
