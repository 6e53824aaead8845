import { useFormatter, useTranslations } from 'next-intl'
import { Card } from '#components/ui/card'
import { type Column, Table } from '#components/ui/table'
import type { DayView } from '#lib/received-reports/summary-schema'

const height = 120
const step = 12
const parts = [
  { name: 'aligned', fill: 'fill-good', dot: 'bg-good' },
  { name: 'forwarded', fill: 'fill-accent', dot: 'bg-accent' },
  { name: 'failed', fill: 'fill-bad', dot: 'bg-bad' },
] as const
const words = { aligned: 'aligned', forwarded: 'forwardedWord', failed: 'failed' } as const

/** Mail per day, proved and not. A table of the same numbers stands behind it. */
export function DayChart({ days }: { days: readonly DayView[] }) {
  const t = useTranslations('reports.domain')
  const format = useFormatter()
  const most = Math.max(1, ...days.map(totalOf))
  const sum = (name: (typeof parts)[number]['name']) => days.reduce((all, day) => all + day[name], 0)
  const shownDay = (day: string) => format.dateTime(new Date(`${day}T12:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const columns: Column<DayView>[] = [
    { key: 'day', role: 'identity', header: t('day'), cell: ({ day }) => shownDay(day) },
    ...parts.map(({ name }) => ({
      key: name,
      header: t(words[name]),
      align: 'end' as const,
      cell: (day: DayView) => format.number(day[name]),
    })),
  ]
  return (
    <Card title={t('chart')} sub={t('chartSub')}>
      <div className="flex flex-col gap-3">
        <div className="flex gap-3">
          <div aria-hidden className="flex h-30 flex-col justify-between text-end text-faint text-xs tabular-nums">
            <span>{format.number(most, { notation: 'compact' })}</span>
            <span>0</span>
          </div>
          <svg
            role="img"
            aria-label={t('chartAlt', {
              messages: format.number(sum('aligned') + sum('forwarded') + sum('failed')),
              days: days.length,
              aligned: format.number(sum('aligned')),
            })}
            viewBox={`0 0 ${days.length * step} ${height}`}
            preserveAspectRatio="none"
            className="h-30 min-w-0 flex-1 border-b"
          >
            {days.map((day, index) => (
              <g key={day.day}>
                <title>
                  {t('dayTitle', {
                    day: shownDay(day.day),
                    aligned: format.number(day.aligned),
                    forwarded: format.number(day.forwarded),
                    failed: format.number(day.failed),
                  })}
                </title>
                <rect x={index * step} y={0} width={step} height={height} className="fill-transparent" />
                {barsOf(day, most).map(({ name, fill, y, tall }) => (
                  <rect key={name} x={index * step + 1.5} y={y} width={step - 3} height={tall} className={fill} />
                ))}
              </g>
            ))}
          </svg>
        </div>
        <div aria-hidden className="flex justify-between pl-8 text-faint text-xs">
          <span>{shownDay(days[0]?.day ?? '')}</span>
          <span>{shownDay(days.at(-1)?.day ?? '')}</span>
        </div>
        <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {parts.map(({ name, dot }) => (
            <li key={name} className="inline-flex items-center gap-2">
              <span aria-hidden className={`size-2.5 rounded-sm ${dot}`} />
              {t(words[name])} <span className="text-muted tabular-nums">{format.number(sum(name))}</span>
            </li>
          ))}
        </ul>
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-muted text-sm underline-offset-3 hover:text-ink hover:underline">
            {t('table')}
          </summary>
          <div className="mt-3">
            <Table
              caption={t('chart')}
              columns={columns}
              rows={days.filter((day) => totalOf(day) > 0).toReversed()}
              rowKey={({ day }) => day}
            />
          </div>
        </details>
      </div>
    </Card>
  )
}

const totalOf = ({ aligned, forwarded, failed }: DayView): number => aligned + forwarded + failed

/** From the bottom up; a few among very many keep a pixel. */
function barsOf(day: DayView, most: number) {
  let y = height
  return parts.flatMap(({ name, fill }) => {
    if (day[name] === 0) return []
    const tall = Math.max(1.5, (day[name] / most) * (height - 4))
    y -= tall
    return [{ name, fill, y, tall }]
  })
}
