import { useFormatter, useTranslations } from 'next-intl'
import { ChartCard } from '#components/chart/chart-card'
import type { ChartSeries } from '#components/chart/time-chart'
import type { Flow, TrafficView } from '#lib/traffic/schema'
import { StorageChart } from './storage-chart'

type Tone = ChartSeries['tone']

export function TrafficCharts({ times, series, totals, delay, range, storage }: TrafficView) {
  const t = useTranslations('traffic.chart')
  const names = useTranslations('traffic.tile')
  const format = useFormatter()
  const number = (value: number | null) => format.number(value ?? 0, { maximumFractionDigits: 1 })
  const lines = (...of: [Flow, Tone][]): ChartSeries[] =>
    of.map(([key, tone]) => ({ key, label: names(key), tone, values: series[key], total: format.number(totals[key]) }))
  const shared = { times, byDay: range === 'year' }
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <ChartCard
        {...shared}
        title={t('flow')}
        label={t('flowLabel', totals)}
        series={lines(['received', 'good'], ['sent', 'accent'], ['deferred', 'warn'], ['bounced', 'bad'])}
      />
      <ChartCard
        {...shared}
        title={t('refused')}
        label={t('refusedLabel', totals)}
        series={lines(['rejected', 'bad'], ['spam', 'warn'], ['virus', 'muted'])}
      />
      <ChartCard
        {...shared}
        title={t('delay')}
        sub={t('delaySub')}
        unit={t('seconds')}
        label={t('delayLabel', { p50: number(delay.p50All), p95: number(delay.p95All) })}
        series={[
          {
            key: 'p50',
            label: t('p50'),
            tone: 'good',
            values: delay.p50,
            total: delay.p50All === null ? '–' : `${number(delay.p50All)} s`,
          },
          {
            key: 'p95',
            label: t('p95'),
            tone: 'warn',
            values: delay.p95,
            total: delay.p95All === null ? '–' : `${number(delay.p95All)} s`,
          },
        ]}
      />
      <ChartCard
        {...shared}
        title={t('signIns')}
        label={t('signInsLabel', { signIn: totals['sign-in'], failed: totals['sign-in-failed'] })}
        series={lines(['sign-in', 'good'], ['sign-in-failed', 'bad'])}
      />
      <div className="min-w-0 lg:col-span-2">
        <StorageChart storage={storage} times={times} range={range} />
      </div>
    </div>
  )
}
