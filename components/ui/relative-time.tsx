import { useLocale } from 'next-intl'
import { formatInstant, formatRelative } from '#lib/format'

interface RelativeTimeProps {
  /** A Date, or its ISO form from JSON. */
  value: Date | string
  /** The instant itself is the text, and the relative form is on hover: for audit and logs. */
  exact?: boolean
}

/**
 * "3 min ago", with the exact instant on hover. Drawn where it stands, most often on the server, which says UTC for it cannot
 * know the reader's zone; <TimeKeeper> then keeps every <time> of the page true, so none of them carries script. The keeper may
 * come before React has taken over this part of the page: that the words differ by then is no mistake.
 */
export function RelativeTime({ value, exact }: RelativeTimeProps) {
  const locale = useLocale()
  const instant = new Date(value)
  const relative = formatRelative(instant, new Date(), locale)
  const absolute = formatInstant(instant, locale, 'UTC')
  return (
    <time dateTime={instant.toISOString()} title={exact ? relative : absolute} data-exact={exact} suppressHydrationWarning>
      {exact ? absolute : relative}
    </time>
  )
}
