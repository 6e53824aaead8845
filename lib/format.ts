/**
 * How quantities and instants are written, in the reader's language. Pure and small: the browser uses it too.
 * Sizes are powers of 1024 and say so (IEC 80000-13: KiB, MiB, GiB), because quotas of Dovecot are counted that way.
 */

/** Making a formatter costs some fifty times what using it does, and a list uses hundreds. Locales are ours and few, so this stays small. */
const kept = new Map<string, unknown>()
function once<F>(make: () => F, ...key: (string | number | undefined)[]): F {
  const name = key.join(' ')
  const held = kept.get(name) as F | undefined
  if (held !== undefined) return held
  const made = make()
  kept.set(name, made)
  return made
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const

/** 1536 -> "1.5 KiB". Takes bigint because sums over a host pass 2^53. A limit is rounded down: what is written is then within it. */
export function formatBytes(bytes: number | bigint, locale: string, rounding: 'nearest' | 'down' = 'nearest'): string {
  let value = Number(bytes)
  let unit = 0
  // 1023.95 would be rounded up to "1,024" of the smaller unit.
  while (Math.abs(value) >= 1023.95 && unit < byteUnits.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || Math.abs(value) >= 100 ? 0 : 1
  const number = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }), 'bytes', locale, digits)
  const shown = rounding === 'down' ? Math.floor(value * 10 ** digits) / 10 ** digits : value
  return `${number.format(shown)} ${byteUnits[unit]}`
}

/** The values of a refusal as its sentence has them: what is named `…Bytes` is a limit in bytes, and is written as a size. */
export function sentenceValues(values: Readonly<Record<string, string | number>>, locale: string): Record<string, string | number> {
  const shown = ([name, value]: [string, string | number]) =>
    [name, typeof value === 'number' && name.endsWith('Bytes') ? formatBytes(value, locale, 'down') : value] as const
  return Object.fromEntries(Object.entries(values).map(shown))
}

export function formatNumber(value: number | bigint, locale: string): string {
  return once(() => new Intl.NumberFormat(locale), 'number', locale).format(value)
}

const steps: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/**
 * "3 min ago", "in 2 days", "now": rounded towards zero, so that 59 minutes are never called an hour. Clocks differ a little, so
 * what is less than half a minute ahead is now: what a person did a moment ago is never "in 3 seconds".
 */
export function formatRelative(instant: Date, now: Date, locale: string): string {
  const ahead = (instant.getTime() - now.getTime()) / 1000
  const seconds = ahead > 0 && ahead < 30 ? 0 : ahead
  const step = steps.find(([, length]) => Math.abs(seconds) >= length)
  // A month is "m" in Spanish, and so would a minute be for many.
  const style = step && step[1] >= 86_400 ? 'long' : 'short'
  const words = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }), 'relative', locale, style)
  return step ? words.format(Math.trunc(seconds / step[1]), step[0]) : words.format(Math.trunc(seconds), 'second')
}

/**
 * The exact instant with its zone: "20 Nov 2026, 22:15:32 UTC". Without a zone: the reader's own. What lies on a whole minute was chosen by
 * somebody, who named no seconds.
 */
export function formatInstant(instant: Date, locale: string, timeZone?: string): string {
  const chosen = instant.getTime() % 60_000 === 0
  const words = once(
    () =>
      new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: chosen ? undefined : '2-digit',
        timeZoneName: 'short',
        hourCycle: 'h23',
        timeZone,
      }),
    chosen ? 'minute' : 'instant',
    locale,
    timeZone,
  )
  return words.format(instant)
}

/** A duration in the largest whole unit, narrow: "3 s", "2 min", "5 h", "4 d". */
export function formatDuration(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.trunc(milliseconds / 1000))
  const [value, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3600
        ? [Math.trunc(seconds / 60), 'minute']
        : seconds < 86_400
          ? [Math.trunc(seconds / 3600), 'hour']
          : [Math.trunc(seconds / 86_400), 'day']
  return once(() => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }), 'duration', locale, unit).format(value)
}
