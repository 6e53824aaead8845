'use client'

import { useFormatter, useLocale } from 'next-intl'
import { useEffect, useId, useRef, useState } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { classNames } from '#components/ui/class-names'

export interface ChartSeries {
  readonly key: string
  readonly label: string
  /** A colour of the theme, and never the only difference: lines are drawn in different ways too. */
  readonly tone: 'accent' | 'good' | 'warn' | 'bad' | 'muted'
  readonly values: readonly (number | null)[]
  /** Beside the name. */
  readonly total?: string
}

interface TimeChartProps {
  /** What is seen, in a sentence, for those who do not see it. */
  label: string
  /** Starts of the steps, in seconds. */
  times: readonly number[]
  series: readonly ChartSeries[]
  /** A short name of the unit behind each value under the pointer. */
  unit?: string
  /** Days instead of hours under the axis. */
  byDay?: boolean
}

const inks = { accent: 'text-accent', good: 'text-good', warn: 'text-warn', bad: 'text-bad', muted: 'text-faint' } as const
const dashes: readonly number[][] = [[], [6, 3], [2, 3], [8, 3, 2, 3], [1, 2]]
/** As the box's class says. */
const height = 200
const [leastAxisWidth, axisGap] = [44, 10]

/** Lines over time. The numbers stand in a table beneath it, which the page brings. */
export function TimeChart({ label, times, series, unit, byDay }: TimeChartProps) {
  const format = useFormatter()
  const locale = useLocale()
  const box = useRef<HTMLDivElement>(null)
  const legend = useId()
  const [shown, setShown] = useState<number | null>(null)
  const moment = (seconds: number) =>
    format.dateTime(new Date(seconds * 1000), byDay ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' })

  useEffect(() => {
    const element = box.current
    if (!element) return
    let plot = drawn(element, legend, { times, series, byDay: byDay === true, locale, onPoint: setShown })
    const anew = () => {
      plot.destroy()
      plot = drawn(element, legend, { times, series, byDay: byDay === true, locale, onPoint: setShown })
    }
    const width = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }))
    width.observe(element)
    const theme = new MutationObserver(anew)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', anew)
    return () => {
      width.disconnect()
      theme.disconnect()
      system.removeEventListener('change', anew)
      plot.destroy()
    }
  }, [times, series, byDay, locale, legend])

  return (
    <figure className="min-w-0">
      <figcaption id={legend} className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
        {series.map(({ key, label: name, tone, values, total }, index) => (
          <span key={key} className="inline-flex items-baseline gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 18 4" className={classNames('h-1 w-4.5 self-center', inks[tone])} data-ink={key}>
              <line
                x1="0"
                y1="2"
                x2="18"
                y2="2"
                stroke="currentColor"
                strokeWidth="2.5"
                strokeDasharray={dashes[index % dashes.length]?.join(' ')}
              />
            </svg>
            <span className="text-muted">{name}</span>
            <span className="font-medium tabular-nums">{shown === null ? total : valueText(format, values[shown] ?? null, unit)}</span>
          </span>
        ))}
        <span className="ml-auto text-faint tabular-nums">{shown === null ? '' : moment(times[shown] ?? 0)}</span>
      </figcaption>
      <div ref={box} role="img" aria-label={label} className="h-50 w-full overflow-hidden" />
    </figure>
  )
}

type Formatter = ReturnType<typeof useFormatter>

function valueText(format: Formatter, value: number | null, unit: string | undefined): string {
  if (value === null) return '–'
  const text = format.number(value, { maximumFractionDigits: value < 10 ? 2 : 0 })
  return unit === undefined ? text : `${text} ${unit}`
}

interface Drawing {
  locale: string
  times: readonly number[]
  series: readonly ChartSeries[]
  byDay: boolean
  onPoint: (index: number | null) => void
}

function drawn(element: HTMLElement, legend: string, { times, series, byDay, locale, onPoint }: Drawing): uPlot {
  const style = getComputedStyle(element)
  const ink = (key: string) => {
    const swatch = document.getElementById(legend)?.querySelector(`[data-ink="${CSS.escape(key)}"]`)
    return swatch ? getComputedStyle(swatch).color : style.color
  }
  const rest = getComputedStyle(document.documentElement)
  const line = resolved(element, 'var(--color-line)')
  const axis = {
    stroke: resolved(element, 'var(--color-faint)'),
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    font: `12px ${rest.fontFamily}`,
  }
  const options: uPlot.Options = {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: true }, y: { range: (_, _least, most) => [0, Math.max(1, most * 1.08)] } },
    axes: [
      { ...axis, size: 30, grid: { show: false }, values: (_, splits) => splits.map((split) => tickText(split, byDay, locale)) },
      {
        ...axis,
        size: (plot, texts) => widthOf(plot.ctx, axis.font, texts),
        ...(isCount(series) && { incrs: wholeSteps }),
        values: (_, splits) => splits.map((split) => compact(split, locale)),
      },
    ],
    series: [
      {},
      ...series.map(({ key, values }, index) => ({
        stroke: ink(key),
        width: 2,
        dash: [...(dashes[index % dashes.length] ?? [])],
        points: { show: true, size: 5, fill: ink(key), filter: () => alone(values) },
      })),
    ],
    hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
  }
  return new uPlot(options, [[...times], ...series.map(({ values }) => [...values])], element)
}

/** Of the numbers beside the axis and what parts them from it: "400 mil" is longer than "400K". uPlot gives none before it knows the scale. */
function widthOf(context: CanvasRenderingContext2D, font: string, texts: readonly string[] | null): number {
  context.save()
  context.font = font
  const widths = (texts ?? []).map((text) => context.measureText(text).width)
  context.restore()
  return Math.max(leastAxisWidth, Math.ceil(Math.max(0, ...widths)) + axisGap)
}

/** A colour of the theme as the canvas takes it. On an element that is new: one that is there would be on its way from the colour that it had. */
function resolved(element: HTMLElement, colour: string): string {
  const probe = document.createElement('span')
  probe.style.color = colour
  element.append(probe)
  const value = getComputedStyle(probe).color
  probe.remove()
  return value
}

const isCount = (series: readonly ChartSeries[]) =>
  series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)))
/** There is no half message. */
const wholeSteps = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()

/** What no line leads to or from would not be seen. */
const alone = (values: readonly (number | null)[]): number[] =>
  values.flatMap((value, at) => (value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null ? [at] : []))

function tickText(seconds: number, byDay: boolean, locale: string): string {
  const date = new Date(seconds * 1000)
  const isDay = byDay || (date.getUTCHours() === 0 && date.getUTCMinutes() === 0)
  return isDay ? date.toLocaleDateString(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }) : date.toISOString().slice(11, 16)
}

const compact = (value: number, locale: string): string =>
  Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
