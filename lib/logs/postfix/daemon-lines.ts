// The daemons about themselves: master(8), anvil(8), scache(8), verify(8), postfix(1)'s scripts, and warnings of all of them (msg(3)).
import type { Level, LogEvent } from '../event'
import { between, until, wholeNumber } from '../scan'

const levels = new Map<string, Level>((['info', 'warning', 'error', 'fatal', 'panic'] as const).map((level) => [level, level]))

/** `warning: `, `error: `, `fatal: `, `panic: ` in front, as msg(3) writes them. */
export function leadingLevel(text: string): { level: Level; rest: string } | null {
  const colon = text.indexOf(': ')
  if (colon < 4 || colon > 7) return null
  const level = levels.get(text.slice(0, colon))
  return level === undefined ? null : { level, rest: text.slice(colon + 2) }
}

/** `daemon started -- version 3.7.11, configuration /etc/postfix`, `terminating on signal 15`, `starting the Postfix mail system` */
export function readProgram(text: string): LogEvent | null {
  const dashes = text.indexOf(' -- version ')
  if (dashes > 0 && dashes < 24) {
    const version = until(text, ',', dashes + 12)
    return { kind: 'program', what: text.slice(0, dashes), version, detail: afterMark(text, 'configuration ') }
  }
  if (text.startsWith('terminating on signal ')) return { kind: 'program', what: 'terminating', version: null, detail: text.slice(22) }
  const at = text.indexOf(' the Postfix mail system')
  if (at > 0 && at < 24) return { kind: 'program', what: text.slice(0, at), version: null, detail: text.slice(at + 24) || null }
  if (text.startsWith('the Postfix mail system is ')) return { kind: 'program', what: until(text, ':', 27), version: null, detail: null }
  return null
}

const afterMark = (text: string, mark: string): string | null => {
  const at = text.indexOf(mark)
  return at < 0 ? null : text.slice(at + mark.length)
}

/** `statistics: max connection rate 1/60s for (smtpd:192.0.2.1) at Oct 26 18:13:50` (anvil.c); other statistics are notes. */
export function readStatistics(text: string): LogEvent | null {
  const at = text.lastIndexOf(' at ')
  const what = statisticOf(text)
  if (!what || at < 0) return { kind: 'note', what: 'statistics', queueId: null, text: text.slice(12) }
  const [value, period] = until(text, ' ', what.end).split('/', 2)
  const count = wholeNumber(value)
  const of = between(text, '(', ')', what.end)
  const colon = of === null ? -1 : serviceEnd(of)
  if (count === null) return null
  return {
    kind: 'rate-statistics',
    what: what.name,
    value: count,
    period: period ?? null,
    service: colon < 0 ? null : (of as string).slice(0, colon),
    address: colon < 0 ? null : (of as string).slice(colon + 1),
    when: text.slice(at + 4),
  }
}

function statisticOf(text: string): { name: string; end: number } | null {
  if (text.startsWith('max cache size ', 12)) return { name: 'cache', end: 27 }
  for (const unit of ['connection', 'message', 'recipient', 'newtls', 'auth']) {
    for (const name of ['rate', 'count']) {
      const words = `max ${unit} ${name} `
      if (text.startsWith(words, 12)) return { name: unit === 'connection' ? name : `${unit} ${name}`, end: 12 + words.length }
    }
  }
  return null
}

/** The service may be `127.0.0.1:2525`, the address `2001:db8::1`: with one service name in front the first colon parts them. */
function serviceEnd(text: string): number {
  const first = text.indexOf(':')
  const second = text.indexOf(':', first + 1)
  const port = second < 0 ? null : wholeNumber(text.slice(first + 1, second))
  return port !== null && text.slice(0, first).includes('.') ? second : first
}

/** `cache lmdb:/var/lib/postfix/verify_cache full cleanup: retained=724 dropped=6 entries` (dict_cache.c) */
export function readCacheCleanup(text: string): LogEvent | null {
  const mark = text.indexOf(' cleanup: retained=')
  if (mark < 0) return null
  const space = text.lastIndexOf(' ', mark - 1)
  const retained = wholeNumber(until(text, ' ', mark + 19))
  const dropped = wholeNumber(between(text, 'dropped=', ' ', mark))
  if (space < 6 || retained === null || dropped === null) return null
  return { kind: 'cache-cleaned', cache: text.slice(6, space), scope: text.slice(space + 1, mark), retained, dropped }
}

/** `connect to Milter service inet:127.0.0.1:8891: Connection refused`, `milter inet:…: can't read SMFIC_BODY reply packet header: …` */
export function readMilterFailure(queueId: string | null, text: string): LogEvent | null {
  const start = text.startsWith('connect to Milter service ') ? 26 : text.startsWith('milter ') ? 7 : -1
  const end = start < 0 ? -1 : text.indexOf(': ', start)
  return end < 0 ? null : { kind: 'milter-failed', service: text.slice(start, end), reason: text.slice(end + 2), queueId }
}

const notes: [start: string, what: string][] = [
  ['table ', 'table changed'],
  ['entering STRESS mode', 'stress'],
  ['exiting STRESS mode', 'stress'],
  ['Host offered STARTTLS', 'STARTTLS offered'],
  ['discarding EHLO keywords', 'EHLO keywords'],
  ['setting up TLS connection', 'TLS'],
  ['save session ', 'TLS'],
  ['looking for session ', 'TLS'],
  ['reloading session ', 'TLS'],
  ['Reusing old', 'TLS'],
  ['initializing the ', 'TLS'],
  ['using backwards-compatible default setting ', 'compatibility'],
  ['cache ', 'cache'],
  ['skipped, still being delivered', 'skipped'],
  ['breaking line > ', 'long line'],
  ['to prevent loss of mail', 'compatibility'],
  ['Postfix is running with backwards-compatible default settings', 'compatibility'],
  ['See http', 'compatibility'],
  ['To disable backwards compatibility', 'compatibility'],
]

export function readNote(queueId: string | null, text: string): LogEvent | null {
  const known = notes.find(([start]) => text.startsWith(start))
  return known ? { kind: 'note', what: known[1], queueId, text } : null
}
