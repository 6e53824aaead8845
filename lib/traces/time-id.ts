// Ids that tell their time: UUID version 7 (RFC 9562) with microseconds. Lines and messages are kept in order, cut into days and found by it.

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
const digits = Buffer.from('0123456789abcdef', 'latin1')
/** One id is written at a time: every line of a log has one. */
const scratch = Buffer.from('00000000-0000-7000-8000-000000000000', 'latin1')

function write(value: number, at: number, count: number): void {
  let left = value
  for (let place = at + count - 1; place >= at; place--) {
    scratch[place] = digits[left & 15] as number
    left >>>= 4
  }
}

/** `order`: tells those of one microsecond apart, below 2^24. */
export function timeId(micros: number, order: number): string {
  const ms = Math.floor(micros / 1000)
  write(Math.floor(ms / 2 ** 16), 0, 8)
  write(ms % 2 ** 16, 9, 4)
  write(Math.floor((micros - ms * 1000) * 4.096), 15, 3)
  write(0x8000 | ((order >> 10) & 0x3fff), 19, 4)
  // Names, and no secrets: what may be seen is decided elsewhere.
  const random = Math.floor(Math.random() * 2 ** 38)
  write(((order & 0x3ff) << 14) | Math.floor(random / 2 ** 24), 24, 6)
  write(random % 2 ** 24, 30, 6)
  return scratch.toString('latin1')
}

/** No id of that time or later is below it. */
export function lowestId(ms: number): string {
  const time = hex(Math.max(0, Math.floor(ms)), 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}

/** Milliseconds since 1970. */
export const timeOfId = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

export const isTimeId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)

/** Above every id. */
export const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The id right behind this one. */
export function nextId(id: string): string {
  const next = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0')
  return [next.slice(0, 8), next.slice(8, 12), next.slice(12, 16), next.slice(16, 20), next.slice(20)].join('-')
}
