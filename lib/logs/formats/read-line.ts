// One line of any log of a mail host -> who wrote it, when, and the text. Never throws: a line that nobody knows is all text.
import type { LineContext, LogLine } from '../line'
import { isDigit, wholeNumber } from '../scan'
import { cleanText, decodeBytes } from './clean-text'
import { readJournalLine } from './journal-line'
import { placeTime } from './local-time'
import { headed, readAccess, readBracketed, readClamav, readOwnDated } from './own-files'
import { dovecotPart, tagAt } from './tag'
import { dateAt, monthDayAt, type Stamp, zonedTime } from './timestamp'

export function readLine(raw: string | Uint8Array, context: LineContext): LogLine {
  const whole = typeof raw === 'string' ? raw : decodeBytes(raw)
  // What is too long is cut before anything else looks at it, but for JSON, which would no longer be any.
  const json = whole.charCodeAt(0) === 123 ? readJournalLine(whole) : null
  if (json) return cleaned(json)
  const { text, cut } = cleanText(whole)
  const line = readHead(text, context)
  return cut ? { ...line, cut } : line
}

function cleaned(line: LogLine): LogLine {
  const { text, cut } = cleanText(line.text)
  return { ...line, host: line.host && cleanText(line.host).text, text, cut }
}

function readHead(text: string, context: LineContext): LogLine {
  return knownHead(text, context) ?? readTagged(text, 0, null, null, 'bare') ?? headed(null, '', text, 'bare')
}

function knownHead(text: string, context: LineContext): LogLine | null {
  const first = text.charCodeAt(0)
  if (first === 60) return readRfc5424(text) ?? readPriority(text, context)
  if (first === 91) return readBracketed(text, context)
  const dated = isDigit(first) ? dateAt(text, 0) : null
  if (dated) return readDated(text, dated, context)
  const short = first >= 65 && first <= 90 ? monthDayAt(text, 0) : null
  if (short) return readTraditional(text, short, context)
  return (first >= 65 && first <= 90 ? readClamav(text, context) : null) ?? readAccess(text)
}

/** `2026-11-20T20:26:21.045777+00:00 host tag[pid]: text`, or a file of a program of its own where no zone is given. */
function readDated(text: string, stamp: Stamp, context: LineContext): LogLine | null {
  const zoned = zonedTime(stamp, text)
  if (!zoned) return readOwnDated(text, stamp, context)
  return readHosted(text, zoned.end, zoned.at, 'iso')
}

/** `Nov 20 20:47:59 host tag[pid]: text`; Dovecot's own file has neither host nor tag, Exim's syslog nothing special. */
function readTraditional(text: string, stamp: Stamp, context: LineContext): LogLine | null {
  const at = placeTime(stamp.time, context)
  const rest = text.slice(stamp.end + 1)
  const part = dovecotPart(rest)
  if (part && text[stamp.end + 1 + part.length] !== ' ' && rest.includes(': ') && !hostFirst(rest)) {
    return { ...headed(at, 'dovecot', rest, 'dovecot'), part }
  }
  if (rest.startsWith('[exim] ')) return headed(at, 'exim', rest.slice(7), 'exim')
  return readHosted(text, stamp.end, at, 'traditional')
}

const hostFirst = (rest: string): boolean => {
  const space = rest.indexOf(' ')
  return space > 0 && rest[space - 1] !== ':'
}

function readHosted(text: string, end: number, at: number | null, format: 'iso' | 'traditional'): LogLine {
  const start = end + 1
  const space = text.indexOf(' ', start)
  if (space < 0) return headed(at, '', text.slice(start), format)
  const host = text.slice(start, space)
  return readTagged(text, space + 1, at, host, format) ?? { ...headed(at, '', text.slice(space + 1), format), host }
}

function readTagged(text: string, at: number, when: number | null, host: string | null, format: LogLine['format']): LogLine | null {
  const found = tagAt(text, at)
  // Without a header in front, a word and a colon may be anything: only a process id or a path makes a tag of it.
  if (!found || (format === 'bare' && found.tag.pid === null && found.tag.part === null)) return null
  const { program, part, service, pid } = found.tag
  const message = text.slice(found.end)
  return {
    at: when,
    host,
    program,
    part: program === 'dovecot' ? dovecotPart(message) : part,
    service,
    pid,
    text: message,
    cut: false,
    format,
  }
}

/** `<22>1 2026-11-20T20:47:59.532296+00:00 host app procid msgid [data] text` (RFC 5424 6) */
function readRfc5424(text: string): LogLine | null {
  const close = text.indexOf('>1 ')
  if (close < 2 || close > 4) return null
  const fields = text.slice(close + 3).split(' ', 5)
  const [time = '', host = '', app = '', process = ''] = fields
  const stamp = dateAt(time, 0)
  const zoned = stamp && zonedTime(stamp, time)
  if (fields.length < 5 || (!zoned && time !== '-')) return null
  const dataAt = close + 3 + fields.reduce((sum, field) => sum + field.length + 1, 0)
  const body = text.slice(dataEnd(text, dataAt)).replace(/^ {1,2}(?:\uFEFF)?/, '')
  const found = app.includes('/') ? tagAt(`${app}:`, 0) : null
  const tag = found?.tag ?? { program: app === '-' ? '' : app, part: null, service: null, pid: null }
  const part = app === 'dovecot' ? dovecotPart(body) : tag.part
  return {
    at: zoned?.at ?? null,
    host: host === '-' ? null : host,
    ...tag,
    part,
    pid: wholeNumber(process),
    text: body,
    cut: false,
    format: 'rfc5424',
  }
}

/** Structured data is `-` or elements in brackets; a backslash keeps the next character from ending one (RFC 5424 6.3). */
function dataEnd(text: string, at: number): number {
  if (text[at] !== '[') return text[at] === '-' ? at + 1 : at
  let quoted = false
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === 92) end++
    else if (code === 34) quoted = !quoted
    else if (code === 93 && !quoted && text[end + 1] !== '[') return end + 1
  }
  return text.length
}

/** `<22>Nov 20 20:47:59 host tag: text`: the traditional form as it travels. */
function readPriority(text: string, context: LineContext): LogLine | null {
  const close = text.indexOf('>')
  if (close < 2 || close > 4 || wholeNumber(text.slice(1, close)) === null) return null
  return knownHead(text.slice(close + 1), context)
}
