'use client'

import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { QueueSampleView } from '#lib/queue/schema'

interface QueueChartLinesProps {
  samples: readonly QueueSampleView[]
  labels: Readonly<Record<'deferred' | 'hold' | 'active', string>>
}

const height = 200
const kinds = ['deferred', 'hold', 'active'] as const
const colours = { deferred: '--color-accent', hold: '--color-warn', active: '--color-good' } as const

/** Drawn on a canvas by uPlot, in the colours of the theme; drawn anew when the theme or the width changes. */
export function QueueChartLines({ samples, labels }: QueueChartLinesProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    let plot = draw(element, samples, labels)
    const again = () => {
      plot.destroy()
      plot = draw(element, samples, labels)
    }
    const sized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }))
    sized.observe(element)
    const themed = new MutationObserver(again)
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] })
    return () => {
      sized.disconnect()
      themed.disconnect()
      plot.destroy()
    }
  }, [samples, labels])
  // The table beneath says the same in words.
  return <div ref={box} aria-hidden className="min-w-0 overflow-hidden" />
}

function draw(element: HTMLElement, samples: readonly QueueSampleView[], labels: QueueChartLinesProps['labels']): uPlot {
  const [ink, line] = [colourOf(element, '--color-muted'), colourOf(element, '--color-line')]
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '12px sans-serif' }
  return new uPlot(
    {
      width: element.clientWidth,
      height,
      cursor: { y: false },
      scales: { y: { range: (_plot, _min, max) => [0, Math.max(4, max * 1.1)] } },
      axes: [axis, { ...axis, size: 48 }],
      series: [
        {},
        ...kinds.map((kind) => {
          const stroke = colourOf(element, colours[kind])
          return { label: labels[kind], stroke, width: kind === 'deferred' ? 2 : 1.5, points: { show: false } }
        }),
      ],
    },
    [samples.map(({ at }) => Date.parse(at) / 1000), ...kinds.map((kind) => samples.map((sample) => sample[kind]))],
    element,
  )
}

/** A colour of the theme as a canvas takes it: light-dark() is settled only where a property uses it. */
function colourOf(element: HTMLElement, name: string): string {
  element.style.color = `var(${name})`
  const { color } = getComputedStyle(element)
  element.style.color = ''
  return color
}
