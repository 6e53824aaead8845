'use client'

import { useLocale, useTranslations } from 'next-intl'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { ChartSeries } from '#components/chart/time-chart'
import { Skeleton } from '#components/ui/skeleton'
import { formatInstant, formatNumber } from '#lib/format'
import type { QueueSampleView } from '#lib/queue/schema'

const spans = ['1h', '6h', '1d', '7d', '30d'] as const
type Span = (typeof spans)[number]
const tableMax = 120

// Fetched when the chart is looked at: the page works before.
const TimeChart = lazy(() => import('#components/chart/time-chart').then((module) => ({ default: module.TimeChart })))
const kinds = [
  { key: 'deferred', words: 'tile.deferred', tone: 'accent' },
  { key: 'hold', words: 'tile.hold', tone: 'warn' },
  { key: 'active', words: 'tile.moving', tone: 'good' },
] as const

interface QueueChartProps {
  host: string
  first: readonly QueueSampleView[]
}

/** The queue's length over time, with the numbers as a table behind it. */
export function QueueChart({ host, first }: QueueChartProps) {
  const t = useTranslations('queue')
  const locale = useLocale()
  const [span, setSpan] = useState<Span>('1d')
  const [samples, setSamples] = useState(first)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => setDrawn(true), [])
  useEffect(() => {
    if (span === '1d') setSamples(first)
  }, [first, span])

  const times = useMemo(() => samples.map(({ at }) => Math.floor(Date.parse(at) / 1000)), [samples])
  const series = useMemo(
    () =>
      kinds.map(
        ({ key, words, tone }): ChartSeries => ({
          ...{ key, tone, label: t(words), values: samples.map((sample) => sample[key]) },
          total: formatNumber(samples.at(-1)?.[key] ?? 0, locale),
        }),
      ),
    [samples, t, locale],
  )

  const choose = async (chosen: Span) => {
    setSpan(chosen)
    const response = await fetch(`/api/live/queue/samples?${new URLSearchParams({ host, span: chosen })}`, { cache: 'no-store' })
    if (response.ok) setSamples(((await response.json()) as { samples: QueueSampleView[] }).samples)
  }
  return (
    <div className="rounded-lg bg-surface px-4 py-4 shadow-rest inset-ring inset-ring-line">
      <fieldset className="mb-3 flex flex-wrap gap-1">
        <legend className="sr-only">{t('chart.span')}</legend>
        {spans.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={span === one}
            onClick={() => void choose(one)}
            className="rounded-md px-2.5 py-1 text-muted text-sm hover:text-ink aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-ink"
          >
            {t(`chart.${one}`)}
          </button>
        ))}
      </fieldset>
      {samples.length < 2 ? (
        <p className="py-6 text-center text-muted">{t('chart.empty')}</p>
      ) : (
        <>
          {drawn && (
            <Suspense fallback={<Skeleton rows={4} label={t('chart.label')} />}>
              <TimeChart label={t('chart.label')} times={times} series={series} byDay={span === '30d'} />
            </Suspense>
          )}
          <SampleTable samples={samples} />
        </>
      )}
    </div>
  )
}

function SampleTable({ samples }: { samples: readonly QueueSampleView[] }) {
  const t = useTranslations('queue')
  const locale = useLocale()
  const step = Math.ceil(samples.length / tableMax)
  const shown = samples.filter((_, index) => (samples.length - 1 - index) % step === 0).toReversed()
  return (
    <details className="mt-3 text-sm">
      <summary className="cursor-pointer text-muted hover:text-ink">{t('chart.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe: scrollable-region-focusable) */}
      <section tabIndex={0} aria-label={t('chart.table')} className="mt-2 max-h-72 overflow-y-auto">
        <table className="w-full border-collapse tabular-nums">
          <thead className="text-left text-muted">
            <tr>
              <th scope="col">{t('chart.at')}</th>
              {(['deferred', 'hold', 'moving'] as const).map((kind) => (
                <th key={kind} scope="col" className="text-right">
                  {t(`tile.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ at, deferred, hold, active }) => (
              <tr key={at} className="border-t">
                <th scope="row" className="py-1 text-left font-normal">
                  {formatInstant(new Date(at), locale, 'UTC')}
                </th>
                <td className="text-right">{formatNumber(deferred, locale)}</td>
                <td className="text-right">{formatNumber(hold, locale)}</td>
                <td className="text-right">{formatNumber(active, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
