// Small scanners for what logs are made of. Each reads forward once: no line, however made, costs more than its length.
import type { Peer, Relay } from './event'

export const nobody: Peer = { name: null, address: null, port: null }
export const nowhere: Relay = { ...nobody, socket: null }

/** What stands between the first `open` at or after `from` and the next `close`; null when either is missing. */
export function between(text: string, open: string, close: string, from = 0): string | null {
  const start = text.indexOf(open, from)
  if (start < 0) return null
  const end = text.indexOf(close, start + open.length)
  return end < 0 ? null : text.slice(start + open.length, end)
}

/** Text up to a mark; the whole text where the mark is missing. */
export function until(text: string, mark: string, from = 0): string {
  const end = text.indexOf(mark, from)
  return end < 0 ? text.slice(from) : text.slice(from, end)
}

export function wholeNumber(text: string | null | undefined): number | null {
  if (!text || text.length > 16) return null
  for (let at = 0; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}

export function decimal(text: string | null | undefined): number | null {
  if (!text || text.length > 24) return null
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isDigit(code) && code !== 46 && !(at === 0 && (code === 45 || code === 43))) return null
  }
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

export const isDigit = (code: number): boolean => code >= 48 && code <= 57

const known = (text: string): string | null => (text === '' || text === 'unknown' || text === '[]' ? null : text)

/** `name[address]`, `name[address]:port`, `[address]:port` from `at` on, and where it ends; null when something else stands there. */
export function peerAt(text: string, at: number): { peer: Peer; end: number } | null {
  const open = text.indexOf('[', at)
  if (open < 0 || hasSpace(text, at, open)) return null
  const close = text.indexOf(']', open)
  if (close < 0 || hasSpace(text, open, close)) return null
  const portEnd = text[close + 1] === ':' ? digitsEnd(text, close + 2) : close + 2
  const port = portEnd > close + 2 ? Number(text.slice(close + 2, portEnd)) : null
  const peer = { name: known(text.slice(at, open)), address: known(plainAddress(text.slice(open + 1, close))), port }
  return { peer, end: port === null ? close + 1 : portEnd }
}

/** The same for the other end of a delivery, which may be a socket: `host[private/dovecot-lmtp]`, or a word: `virtual`, `none`. */
export function readRelay(text: string): Relay {
  if (text === 'none' || text === '') return nowhere
  const found = peerAt(text, 0)
  if (!found) return { ...nobody, name: text, socket: null }
  const { name, address, port } = found.peer
  return address?.includes('/') ? { name, address: null, port: null, socket: address } : { name, address, port, socket: null }
}

/** IPv4 addresses that came through a socket for both families (`::ffff:192.0.2.1`) are IPv4 addresses. */
export function plainAddress(text: string): string {
  const bare = text.startsWith('IPv6:') ? text.slice(5) : text
  return bare.startsWith('::ffff:') && bare.includes('.') ? bare.slice(7) : bare
}

export function digitsEnd(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

function hasSpace(text: string, from: number, to: number): boolean {
  if (to - from > 300) return true
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 32) return true
  return false
}

/**
 * Where the text inside `<…>` ends, given where it starts. Strangers choose that text: a `>` inside quotes (RFC 5321 4.1.2) or one that no
 * separator follows does not end it.
 */
export function angleEnd(text: string, start: number): number {
  let quoted = false
  let first = -1
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === 34) quoted = !quoted
    else if (code === 62 && isSeparator(text.charCodeAt(at + 1))) {
      if (!quoted) return at
      if (first < 0) first = at
    }
  }
  if (first >= 0) return first
  const end = text.indexOf('>', start)
  return end < 0 ? text.length : end
}

// End of the line (NaN), comma, space, semicolon, colon, closing parenthesis.
const isSeparator = (code: number): boolean => Number.isNaN(code) || code === 44 || code === 32 || code === 59 || code === 58 || code === 41

/** `key=value` pairs with `, ` or a space between them, from `at` until one does not look so. Values may stand in `<…>`. */
export function readPairs(text: string, at: number, mark: ', ' | ' '): Map<string, string> {
  const pairs = new Map<string, string>()
  let position = at
  while (position < text.length) {
    const equals = text.indexOf('=', position)
    if (equals < 0 || !isKey(text, position, equals)) break
    const key = text.slice(position, equals)
    const angled = text.charCodeAt(equals + 1) === 60
    const start = angled ? equals + 2 : equals + 1
    let end = angled ? angleEnd(text, start) : text.indexOf(mark, start)
    if (end < 0) end = text.length
    const value = text.slice(start, end)
    if (!pairs.has(key)) pairs.set(key, !angled && value.endsWith(',') ? value.slice(0, -1) : value)
    position = angled ? end + 1 : end
    while (text.charCodeAt(position) === 44 || text.charCodeAt(position) === 32) position++
  }
  return pairs
}

function isKey(text: string, from: number, to: number): boolean {
  if (to === from || to - from > 32) return false
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (!((code >= 97 && code <= 122) || code === 95 || code === 45 || (code >= 65 && code <= 90))) return false
  }
  return true
}
