// Bytes of a log to a typed event, and a count of what nobody knows.
import type { LogEvent } from './event'
import { readLine } from './formats/read-line'
import type { LineContext, LogLine } from './line'
import { parseEvent } from './parse-event'

export type ReadEvent = { line: LogLine; event: LogEvent }

export function readEvent(raw: string | Uint8Array, context: LineContext): ReadEvent {
  const line = readLine(raw, context)
  return { line, event: parseEvent(line) }
}

/** `postfix/smtpd`, `dovecot/imap-login`, `sshd`: under what name a line is counted. */
export const programName = ({ program, part }: Pick<LogLine, 'program' | 'part'>): string =>
  part === null ? program || 'unnamed' : `${program}/${part}`

/** Lines by program, and how many of them no parser knew. Programs are strangers' words too: beyond a thousand they count as one. */
export class LineTally {
  readonly programs = new Map<string, { lines: number; unknown: number }>()

  add({ line, event }: ReadEvent): void {
    const name = programName(line)
    const key = this.programs.has(name) || this.programs.size < 1000 ? name : 'others'
    let count = this.programs.get(key)
    if (!count) {
      count = { lines: 0, unknown: 0 }
      this.programs.set(key, count)
    }
    count.lines++
    if (event.kind === 'unknown') count.unknown++
  }
}
