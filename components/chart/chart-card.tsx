import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '#components/ui/card'
import { type ChartSeries, TimeChart } from './time-chart'

interface ChartCardProps {
  title: string
  sub?: ReactNode
  /** What is seen, in a sentence. */
  label: string
  times: readonly number[]
  series: readonly ChartSeries[]
  unit?: string
  byDay?: boolean
}

/** A chart, and the same numbers as a table for whoever wants to read them. Steps in which nothing was are left out of it. */
export function ChartCard({ title, sub, label, times, series, unit, byDay }: ChartCardProps) {
  const t = useTranslations('chart')
  const format = useFormatter()
  const number = (value: number | null | undefined) => (value == null ? '–' : format.number(value, { maximumFractionDigits: 2 }))
  const rows = times
    .map((at, index) => ({ at, values: series.map(({ values }) => values[index]) }))
    .filter(({ values }) => values.some((value) => value))
  const measured = series.some(({ values }) => values.some((value) => value !== null))
  return (
    <Card title={title} sub={sub}>
      {measured ? (
        <TimeChart label={label} times={times} series={series} unit={unit} byDay={byDay} />
      ) : (
        <p className="py-10 text-center text-muted">{t('unmeasured')}</p>
      )}
      <details className="mt-2 text-sm" hidden={!measured}>
        <summary className="w-fit cursor-pointer rounded-sm text-muted hover:text-ink">{t('table')}</summary>
        {rows.length === 0 ? (
          <p className="mt-2 text-muted">{t('nothing')}</p>
        ) : (
          <div className="mt-2 overflow-x-clip rounded-md inset-ring inset-ring-line">
            <table className="w-full tabular-nums">
              <thead className="bg-sunken text-left text-muted">
                <tr>
                  <th className="px-3 py-1.5 font-medium">{t('from')}</th>
                  {series.map(({ key, label: name }) => (
                    <th key={key} className="px-3 py-1.5 text-right font-medium">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y">
                {rows.map(({ at, values }) => (
                  <tr key={at}>
                    <th scope="row" className="whitespace-nowrap px-3 py-1 text-left font-normal">
                      {format.dateTime(new Date(at * 1000), byDay ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' })}
                    </th>
                    {values.map((value, index) => (
                      <td key={series[index]?.key} className="px-3 py-1 text-right">
                        {number(value)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </details>
    </Card>
  )
}
