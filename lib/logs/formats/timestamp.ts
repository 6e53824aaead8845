// Dates and times at the start of a line, read digit by digit.
import { isDigit } from '../scan'
import { isTime, type LocalTime, utcTime } from './local-time'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export type Stamp = { time: LocalTime; end: number }

/** `2026-11-20T20:26:21.045777`, `2026-11-20 20:26:21,045`, `2022/04/02 13:39:51`: date and clock, without the zone. */
export function dateAt(text: string, at: number): Stamp | null {
  const mark = text[at + 4]
  if ((mark !== '-' && mark !== '/') || text[at + 7] !== mark || (text[at + 10] !== 'T' && text[at + 10] !== ' ')) return null
  const clock = clockAt(text, at + 11)
  if (!clock || !areDigits(text, at, 4) || !areDigits(text, at + 5, 2) || !areDigits(text, at + 8, 2)) return null
  const time = { year: number(text, at, 4), month: number(text, at + 5, 2), day: number(text, at + 8, 2), ...clock.time }
  return isTime(time) ? { time, end: clock.end } : null
}

/** `Nov 20 20:47:59`, the day padded with a blank or not. */
export function monthDayAt(text: string, at: number): Stamp | null {
  const month = months.indexOf(text.slice(at, at + 3)) + 1
  if (month === 0 || text[at + 3] !== ' ') return null
  let start = at + 4
  if (text[start] === ' ') start++
  const length = areDigits(text, start, 2) ? 2 : areDigits(text, start, 1) ? 1 : 0
  if (length === 0 || text[start + length] !== ' ') return null
  const clock = clockAt(text, start + length + 1)
  if (!clock) return null
  const time = { year: null, month, day: number(text, start, length), ...clock.time }
  return isTime(time) ? { time, end: clock.end } : null
}

/** `20-Nov-2026 20:24:32`, `20/Nov/2026:20:24:32` */
export function dayMonthYearAt(text: string, at: number): Stamp | null {
  if (!areDigits(text, at, 2) || !areDigits(text, at + 7, 4)) return null
  const month = months.indexOf(text.slice(at + 3, at + 6)) + 1
  const clock = month > 0 ? clockAt(text, at + 12) : null
  if (!clock) return null
  const time = { year: number(text, at + 7, 4), month, day: number(text, at, 2), ...clock.time }
  return isTime(time) ? { time, end: clock.end } : null
}

/** `Fri Nov 20 20:24:32 2026` (asctime(3)) */
export function asctimeAt(text: string, at: number): Stamp | null {
  const stamp = monthDayAt(text, at + 4)
  if (!stamp || text[at + 3] !== ' ' || text[stamp.end] !== ' ' || !areDigits(text, stamp.end + 1, 4)) return null
  const time = { ...stamp.time, year: number(text, stamp.end + 1, 4) }
  return isTime(time) ? { time, end: stamp.end + 5 } : null
}

type Clock = { time: Pick<LocalTime, 'hour' | 'minute' | 'second' | 'micros'>; end: number }

function clockAt(text: string, at: number): Clock | null {
  if (text[at + 2] !== ':' || text[at + 5] !== ':') return null
  if (!areDigits(text, at, 2) || !areDigits(text, at + 3, 2) || !areDigits(text, at + 6, 2)) return null
  const time = { hour: number(text, at, 2), minute: number(text, at + 3, 2), second: number(text, at + 6, 2), micros: 0 }
  const end = at + 8
  const fraction = text[end] === '.' || text[end] === ',' ? digits(text, end + 1) : 0
  if (fraction === 0) return { time, end }
  const micros = Number(text.slice(end + 1, end + 1 + Math.min(fraction, 6)).padEnd(6, '0'))
  return { time: { ...time, micros }, end: end + 1 + fraction }
}

/** `Z`, `+00:00`, `+0000` after a clock: microseconds UTC and where it ends; null when no zone stands there. */
export function zonedTime({ time, end }: Stamp, text: string): { at: number; end: number } | null {
  if (time.year === null) return null
  const utc = utcTime({ ...time, year: time.year })
  const sign = text[end]
  if (sign === 'Z') return { at: utc, end: end + 1 }
  if ((sign !== '+' && sign !== '-') || !areDigits(text, end + 1, 2)) return null
  const minutesAt = text[end + 3] === ':' ? end + 4 : end + 3
  const minutes = areDigits(text, minutesAt, 2) ? number(text, minutesAt, 2) : 0
  const ahead = (number(text, end + 1, 2) * 60 + minutes) * 60_000_000
  return { at: sign === '+' ? utc - ahead : utc + ahead, end: areDigits(text, minutesAt, 2) ? minutesAt + 2 : end + 3 }
}

function digits(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end - at
}

function areDigits(text: string, at: number, length: number): boolean {
  for (let end = at + length; at < end; at++) if (!isDigit(text.charCodeAt(at))) return false
  return true
}

function number(text: string, at: number, length: number): number {
  let value = 0
  for (let end = at + length; at < end; at++) value = value * 10 + text.charCodeAt(at) - 48
  return value
}
