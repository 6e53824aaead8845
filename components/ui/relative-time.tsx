'use client'

import { useLocale } from 'next-intl'
import { formatInstant, formatRelative } from '#lib/format'
import { useNow } from './use-now'

interface RelativeTimeProps {
  /** A Date, or its ISO form from JSON. */
  value: Date | string
  /** The instant itself is the text, and the relative form is on hover: for audit and logs. */
  exact?: boolean
}

/** "3 min ago", with the exact instant in the reader's own zone on hover. The server, which cannot know the zone, says UTC. */
export function RelativeTime({ value, exact }: RelativeTimeProps) {
  const locale = useLocale()
  const instant = new Date(value)
  // What just happened is counted by the second; the rest may wait.
  const young = Math.abs(Date.now() - instant.getTime()) < 60_000
  const now = useNow(young ? 1000 : 20_000)
  // Between two ticks something newer may arrive, and clocks differ a little: a moment ago is never "in 3 seconds".
  const ahead = now && instant.getTime() - now.getTime()
  const relative = formatRelative(instant, ahead !== null && ahead > 0 && ahead < 30_000 ? instant : (now ?? new Date()), locale)
  const absolute = formatInstant(instant, locale, now ? undefined : 'UTC')
  return (
    <time
      dateTime={instant.toISOString()}
      title={exact ? relative : absolute}
      suppressHydrationWarning
      className="whitespace-nowrap tabular-nums"
    >
      {exact ? absolute : relative}
    </time>
  )
}
