// One text for one value, so that a hash of it survives a round trip through jsonb (which reorders keys and drops white space).
// Object keys are sorted by code unit as RFC 8785 does; numbers and strings are written as JSON.stringify writes them.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value)
}

/** What a row holds, as JSON: instants as ISO 8601, bigints as numbers (as text beyond 2^53), absent members left out. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : toJson(item)))
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return Object.fromEntries(members.map(([key, member]) => [key, toJson(member)]))
  }
  throw new TypeError(`a ${typeof value} has no place in an audit entry`)
}
