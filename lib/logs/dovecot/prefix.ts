// What Dovecot writes in front of its words: `imap(user)<pid><session>: `, `lmtp(364): `, `lmtp(364, user): SESSION: ` (old), `auth-worker(7): Info: `.
import type { Level } from '../event'
import { wholeNumber } from '../scan'

export type Prefix = { part: string; user: string | null; session: string | null; level: Level | 'debug'; rest: string }

const levels = new Map<string, Prefix['level']>([
  ['Info', 'info'],
  ['Warning', 'warning'],
  ['Error', 'error'],
  ['Fatal', 'fatal'],
  ['Panic', 'panic'],
  ['Debug', 'debug'],
])

export function readPrefix(text: string, part: string): Prefix {
  let at = part.length
  let user: string | null = null
  const session: string[] = []
  if (text[at] === '(') {
    const close = closing(text, at)
    if (close < 0) return { part, user: null, session: null, level: 'info', rest: text }
    user = userOf(text.slice(at + 1, close))
    at = close + 1
  }
  while (text[at] === '<') {
    const close = text.indexOf('>', at)
    if (close < 0) break
    session.push(text.slice(at + 1, close))
    at = close + 1
  }
  if (text.startsWith(': ', at)) at += 2
  const { level, start } = readLevel(text, at)
  return { part, user, session: session.findLast((one) => wholeNumber(one) === null) ?? null, level, rest: text.slice(start) }
}

/** The bracket that `: `, `<` or the end follows: a user's name may hold brackets itself. */
function closing(text: string, at: number): number {
  for (let close = text.indexOf(')', at); close >= 0; close = text.indexOf(')', close + 1)) {
    if (text[close + 1] === '<' || text[close + 1] === ':') return close
  }
  return -1
}

function userOf(text: string): string | null {
  const comma = text.indexOf(', ')
  const name = comma >= 0 && wholeNumber(text.slice(0, comma)) !== null ? text.slice(comma + 2) : text
  return name === '' || wholeNumber(name) !== null ? null : name
}

function readLevel(text: string, at: number): { level: Prefix['level']; start: number } {
  const colon = text.indexOf(': ', at)
  const level = colon > at && colon - at < 8 ? levels.get(text.slice(at, colon)) : undefined
  return level ? { level, start: colon + 2 } : { level: 'info', start: at }
}
