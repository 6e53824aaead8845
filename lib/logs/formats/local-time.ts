// Times without a zone or a year, placed in a host's time zone. Results are microseconds since 1970 (UTC).
import type { LineContext } from '../line'

export type LocalTime = { year: number | null; month: number; day: number; hour: number; minute: number; second: number; micros: number }

const second = 1_000_000
const day = 86_400 * second
const hourMs = 3_600_000

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Calendar and clock within their bounds; leap seconds count as the second before. */
export function isTime({ year, month, day: date, hour, minute, second: seconds }: LocalTime): boolean {
  if (!(month >= 1 && month <= 12 && hour <= 23 && minute <= 59 && seconds <= 60 && date >= 1)) return false
  if (date > (monthDays[month - 1] as number)) return false
  return month !== 2 || date < 29 || year === null || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))
}

/** Days since 1970-01-01 of the Gregorian calendar, by years that begin in March. */
function daysOf(year: number, month: number, date: number): number {
  const marched = month > 2 ? year : year - 1
  const century = Math.floor(marched / 100)
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return Math.floor(marched * 365.25) - century + Math.floor(century / 4) + inYear - 719_468
}

function asUtc({ month, day: date, hour, minute, second: seconds, micros }: LocalTime, year: number): number {
  const clock = hour * 3600 + minute * 60 + Math.min(seconds, 59)
  return (daysOf(year, month, date) * 86_400 + clock) * second + micros
}

export const utcTime = (time: LocalTime, year: number): number => asUtc(time, year)

/**
 * A year that is not written is the last in which the time is not later than the reference, with a day's grace for clocks that differ: so a
 * file of December read in January is last year's, and 29 February waits for a leap year.
 */
export function placeTime(time: LocalTime, context: LineContext): number | null {
  if (time.year !== null) return inZone(asUtc(time, time.year), context)
  const newest = new Date(context.reference / 1000).getUTCFullYear() + 1
  for (let year = newest; year > newest - 10; year--) {
    if (!isTime({ ...time, year })) continue
    const at = inZone(asUtc(time, year), context)
    if (at <= context.reference + day) return at
  }
  return null
}

/**
 * The instant of a wall clock's reading. When clocks go back an hour happens twice: it is the first unless the line before was later.
 * When they go forward an hour does not happen: its readings count by the offset before.
 */
function inZone(wall: number, { zone, after }: LineContext): number {
  const [before, behind] = offsetsAround(wall / 1000, zone)
  const [first, last] = before >= behind ? [before, behind] : [behind, before]
  if (first === last) return wall - first * 1000
  const [early, late] = [wall - first * 1000, wall - last * 1000]
  const fits = [early, late].filter((at) => offset(at / 1000, zone) * 1000 === wall - at)
  if (fits.length === 0) return wall - before * 1000
  if (fits.length === 1) return fits[0] as number
  return after !== undefined && after !== null && early < after - 60 * second ? late : early
}

/** The zone's offsets a day before and a day after, in milliseconds: the same but for the two days a year that have a change near them. */
function offsetsAround(wallMs: number, zone: string): [number, number] {
  return [offset(wallMs - 24 * hourMs, zone), offset(wallMs + 24 * hourMs, zone)]
}

const formats = new Map<string, Intl.DateTimeFormat | null>()
let offsets = new Map<string, number>()

/** Milliseconds that the zone is ahead of UTC. Offsets change on the quarter hour at most, so one answer serves that long. */
function offset(ms: number, zone: string): number {
  if (zone === 'UTC') return 0
  const quarter = Math.floor(ms / 900_000)
  const key = `${zone} ${quarter}`
  const cached = offsets.get(key)
  if (cached !== undefined) return cached
  if (offsets.size > 4096) offsets = new Map()
  const value = askOffset(quarter * 900_000, zone)
  offsets.set(key, value)
  return value
}

function askOffset(ms: number, zone: string): number {
  const parts = formatOf(zone)?.formatToParts(ms)
  if (!parts) return 0
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((one) => one.type === type)?.value)
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour') % 24, part('minute'), part('second'))
  return wall - ms
}

/** A zone that nobody knows is UTC: a line is better placed roughly than lost. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = newFormat(zone)
  formats.set(zone, format)
  return format
}

function newFormat(timeZone: string): Intl.DateTimeFormat | null {
  const number = 'numeric'
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
    })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
