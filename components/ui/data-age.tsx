'use client'

import { CircleDot, CloudOff } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { formatDuration } from '#lib/format'
import { useNow } from './use-now'

interface DataAgeProps {
  /** When the data was true: a Date or its ISO form. */
  at: Date | string
  /** After this the data is called old. Three missed polls is a good measure. */
  staleAfterMs: number
}

/** A number that runs from 0 to 4 and back says less than a word. */
const justNowMs = 5_000

/** Says how old live data is, and says so aloud when it no longer comes, instead of lying. */
export function DataAge({ at, staleAfterMs }: DataAgeProps) {
  const t = useTranslations('ui.age')
  const locale = useLocale()
  const now = useNow(1000)
  const ageMs = now ? now.getTime() - new Date(at).getTime() : 0
  const age = formatDuration(ageMs, locale)
  if (ageMs > staleAfterMs) {
    return (
      <span role="status" className="inline-flex items-center gap-1.5 font-medium text-sm text-warn">
        <CloudOff aria-hidden className="size-3.5" />
        {t('stale', { age })}
      </span>
    )
  }
  return (
    <span className="inline-flex items-center gap-1.5 text-faint text-sm tabular-nums">
      <CircleDot aria-hidden className="size-3 text-good" />
      {ageMs < justNowMs ? t('now') : t('fresh', { age })}
    </span>
  )
}
