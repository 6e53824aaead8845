// `journalctl -o json`: one object a line (systemd.journal-fields(7)). A field that is no UTF-8 is an array of its bytes, one that occurs
// twice an array of values, one that is too large null.

import type { LogLine } from '../line'
import { wholeNumber } from '../scan'
import { decodeBytes } from './clean-text'
import { dovecotPart, readTag } from './tag'

export function readJournalLine(text: string): LogLine | null {
  const entry = parse(text)
  if (!entry) return null
  const field = (name: string): string | null => fieldText(entry[name])
  const message = field('MESSAGE') ?? ''
  const tag = readTag(field('SYSLOG_IDENTIFIER') ?? field('_COMM') ?? '', wholeNumber(field('_PID') ?? field('SYSLOG_PID')))
  return {
    at: wholeNumber(field('_SOURCE_REALTIME_TIMESTAMP') ?? field('__REALTIME_TIMESTAMP')),
    host: field('_HOSTNAME'),
    ...tag,
    part: tag.program === 'dovecot' ? dovecotPart(message) : tag.part,
    text: message,
    cut: false,
    format: 'journal-json',
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function fieldText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return null
  if (value.every((one): one is number => Number.isInteger(one) && one >= 0 && one <= 255)) return decodeBytes(Uint8Array.from(value))
  return fieldText(value[0])
}
