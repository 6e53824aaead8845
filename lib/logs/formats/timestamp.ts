// Dates and times at the start of a line, read digit by digit.
import { isDigit } from '../scan'
import { isTime, type LocalTime, utcTime } from './local-time'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export type Stamp = { time: LocalTime; end: number }

/** `2026-11-20T20:26:21.045777`, `2026-11-20 20:26:21,045`, `2022/04/02 13:39:51`: date and clock, without the zone. */
export function dateAt(text: string, at: number): Stamp | null {
  const mark = text.charCodeAt(at + 4)
  const between = text.charCodeAt(at + 10)
  if ((mark !== 45 && mark !== 47) || text.charCodeAt(at + 7) !== mark || (between !== 84 && between !== 32)) return null
  if (!areDigits(text, at, 4) || !areDigits(text, at + 5, 2) || !areDigits(text, at + 8, 2)) return null
  return stampOf(number(text, at, 4), number(text, at + 5, 2), number(text, at + 8, 2), text, at + 11)
}

/** `Nov 20 20:47:59`, the day padded with a blank or not. */
export function monthDayAt(text: string, at: number): Stamp | null {
  const month = months.indexOf(text.slice(at, at + 3)) + 1
  if (month === 0 || text[at + 3] !== ' ') return null
  const start = text[at + 4] === ' ' ? at + 5 : at + 4
  const length = areDigits(text, start, 2) ? 2 : areDigits(text, start, 1) ? 1 : 0
  if (length === 0 || text[start + length] !== ' ') return null
  return stampOf(null, month, number(text, start, length), text, start + length + 1)
}

/** `20-Nov-2026 20:24:32`, `20/Nov/2026:20:24:32` */
export function dayMonthYearAt(text: string, at: number): Stamp | null {
  if (!areDigits(text, at, 2) || !areDigits(text, at + 7, 4)) return null
  const month = months.indexOf(text.slice(at + 3, at + 6)) + 1
  return month === 0 ? null : stampOf(number(text, at + 7, 4), month, number(text, at, 2), text, at + 12)
}

/** `Fri Nov 20 20:24:32 2026` (asctime(3)) */
export function asctimeAt(text: string, at: number): Stamp | null {
  const stamp = monthDayAt(text, at + 4)
  if (!stamp || text[at + 3] !== ' ' || text[stamp.end] !== ' ' || !areDigits(text, stamp.end + 1, 4)) return null
  const time = { ...stamp.time, year: number(text, stamp.end + 1, 4) }
  return isTime(time) ? { time, end: stamp.end + 5 } : null
}

/** The clock at `at` makes a date a stamp: `20:47:59`, `20:47:59.045777`. */
function stampOf(year: number | null, month: number, day: number, text: string, at: number): Stamp | null {
  if (text.charCodeAt(at + 2) !== 58 || text.charCodeAt(at + 5) !== 58) return null
  if (!areDigits(text, at, 2) || !areDigits(text, at + 3, 2) || !areDigits(text, at + 6, 2)) return null
  const end = at + 8
  const mark = text.charCodeAt(end)
  const fraction = mark === 46 || mark === 44 ? digits(text, end + 1) : 0
  const micros = fraction === 0 ? 0 : number(text, end + 1, Math.min(fraction, 6)) * 10 ** (6 - Math.min(fraction, 6))
  const time = { year, month, day, hour: number(text, at, 2), minute: number(text, at + 3, 2), second: number(text, at + 6, 2), micros }
  return isTime(time) ? { time, end: fraction === 0 ? end : end + 1 + fraction } : null
}

/** `Z`, `+00:00`, `+0000` after a clock: microseconds UTC and where it ends; null when no zone stands there. */
export function zonedTime({ time, end }: Stamp, text: string): { at: number; end: number } | null {
  if (time.year === null) return null
  const utc = utcTime(time, time.year)
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
