// Clock times of an IANA zone and UTC, by Intl's own tables, so that summer time is right whenever it begins. A time that a clock never
// shows (it springs forward) is the moment of the jump's end; one that it shows twice is the first.
const minuteMs = 60_000

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)
  } catch {
    return false
  }
}

/** `2026-12-24T18:00` in the zone, as an instant without fractions. */
export function utcOf(local: string, zone: string): string {
  const asUtc = Date.parse(`${local}:00Z`)
  // The zone's offset changes at most once within a day of the wanted time, so one of the two sides' offsets is the right one.
  const offsets = [asUtc - 1440 * minuteMs, asUtc + 1440 * minuteMs].map((at) => offsetMs(at, zone))
  const exact = offsets.map((offset) => asUtc - offset).filter((at) => at + offsetMs(at, zone) === asUtc)
  const instant = exact.length > 0 ? Math.min(...exact) : asUtc - Math.min(...offsets)
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

/** The other way: what a clock there shows. */
export function localOf(instant: string, zone: string): string {
  const at = Date.parse(instant)
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 16)
}

function offsetMs(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}
