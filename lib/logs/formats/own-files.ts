// Files that programs write themselves, each in its own manner, in local time.
import type { LineContext, LineFormat, LogLine } from '../line'
import { until, wholeNumber } from '../scan'
import { placeTime } from './local-time'
import { dovecotPart } from './tag'
import { asctimeAt, dateAt, dayMonthYearAt, type Stamp, zonedTime } from './timestamp'

const headed = (at: number | null, program: string, text: string, format: LineFormat): LogLine => ({
  at,
  host: null,
  program,
  part: null,
  service: null,
  pid: null,
  text,
  cut: false,
  format,
})

/** After a date and a clock without a zone, what follows tells the program. */
export function readOwnDated(text: string, { time, end }: Stamp, context: LineContext): LogLine | null {
  const at = placeTime(time, context)
  const rest = text.slice(end).trimStart()
  if (rest.startsWith('#')) return readRspamd(rest, at)
  if (rest.startsWith('[') && text[4] === '/') return readNginx(rest, at)
  const part = dovecotPart(rest)
  if (part && isDovecot(part)) return { ...headed(at, 'dovecot', rest, 'dovecot'), part }
  if (rest.startsWith('CRIT: ') || rest.startsWith('INFO: ') || rest.startsWith('WARN: ')) return headed(at, 'netfilter', rest, 'bare')
  return headed(at, 'exim', rest, 'exim')
}

const dovecotParts = [
  'auth',
  'imap',
  'pop3',
  'lmtp',
  'lda',
  'managesieve',
  'master',
  'anvil',
  'config',
  'stats',
  'indexer',
  'doveadm',
  'submission',
]
const isDovecot = (part: string): boolean => dovecotParts.some((name) => part === name || part.startsWith(`${name}-`))

/** `#305(normal) <1b696f>; task; rspamd_task_write_log: …` */
function readRspamd(rest: string, at: number | null): LogLine {
  const open = rest.indexOf('(')
  const close = rest.indexOf(')', open)
  if (open < 0 || close < 0 || open > 12) return headed(at, 'rspamd', rest, 'rspamd')
  const line = headed(at, 'rspamd', rest.slice(close + 1).trimStart(), 'rspamd')
  return { ...line, pid: wholeNumber(rest.slice(1, open)), part: rest.slice(open + 1, close) }
}

/** `[info] 8#8: *6631 client login failed: …` */
function readNginx(rest: string, at: number | null): LogLine {
  const start = rest.indexOf(': ')
  const pid = wholeNumber(until(rest, '#', rest.indexOf(']') + 2))
  return { ...headed(at, 'nginx', start < 0 ? rest : rest.slice(start + 2), 'nginx'), pid, part: until(rest, ']', 1) }
}

/** `Fri Nov 20 20:24:32 2026 -> instream(local): … FOUND` (clamd(8), freshclam(1)) */
export function readClamav(text: string, context: LineContext): LogLine | null {
  const stamp = asctimeAt(text, 0)
  if (!stamp || !text.startsWith(' -> ', stamp.end)) return null
  return headed(placeTime(stamp.time, context), 'clamav', text.slice(stamp.end + 4), 'clamav')
}

/** `[20-Nov-2026 20:24:32 +0000]: <session> …`, `[2023-03-28 03:09:25,112] WARNING in limiter: …` */
export function readBracketed(text: string, context: LineContext): LogLine | null {
  const stamp = dayMonthYearAt(text, 1) ?? dateAt(text, 1)
  const close = stamp ? text.indexOf(']', stamp.end) : -1
  if (!stamp || close < 0 || close - stamp.end > 8) return null
  const zoned = text[stamp.end] === ' ' ? zonedTime({ ...stamp, end: stamp.end + 1 }, text) : null
  const at = zoned?.at ?? placeTime(stamp.time, context)
  const start = text[close + 1] === ':' ? close + 2 : close + 1
  const rest = text.slice(start).trimStart()
  return text[5] === '-' ? headed(at, 'mailu', rest, 'bare') : headed(at, 'roundcube', rest, 'roundcube')
}

/** `192.0.2.1 - user [20/Nov/2026:20:24:32 +0000] "GET / HTTP/1.1" 200 118 …`: the combined format of web servers. */
export function readAccess(text: string): LogLine | null {
  const open = text.indexOf(' [')
  if (open < 0 || open > 300) return null
  const stamp = dayMonthYearAt(text, open + 2)
  const zoned = stamp && zonedTime({ ...stamp, end: stamp.end + 1 }, text)
  if (!zoned || text[zoned.end] !== ']') return null
  return { ...headed(zoned.at, 'web', text, 'access'), part: 'access' }
}

export { headed }
