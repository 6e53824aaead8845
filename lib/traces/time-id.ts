// Ids that tell their time: UUID version 7 (RFC 9562) with microseconds. Lines and messages are kept in order, cut into days and found by it.

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/** `order`: tells those of one microsecond apart, below 2^24. */
export function timeId(micros: number, order: number): string {
  const ms = Math.floor(micros / 1000)
  const below = Math.floor((micros - ms * 1000) * 4.096)
  const time = hex(ms, 12)
  // Names, and no secrets: what may be seen is decided elsewhere.
  const tail = hex((order & 0x3ff) * 2 ** 38 + Math.floor(Math.random() * 2 ** 38), 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(below, 3)}-${hex(0x8000 | ((order >> 10) & 0x3fff), 4)}-${tail}`
}

/** No id of that time or later is below it. */
export function lowestId(ms: number): string {
  const time = hex(Math.max(0, Math.floor(ms)), 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}

/** Milliseconds since 1970. */
export const timeOfId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

export const isTimeId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
