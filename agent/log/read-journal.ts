// Lines of systemd's journal in the form in which rsyslog would have written them, with microseconds and the zone. What says who wrote a line
// (identifier, process) is the journal's own field, with nothing in it that could end it early; line feeds in a message become #012.
import { existsSync } from 'node:fs'
import * as z from 'zod'
import { logLineMax } from '#lib/protocol/log-lines'
import { readLines, runProgram } from '../run-program'

export type JournalLines = { lines: string[]; cursor: string | null; gap: boolean; more: boolean }

const journalctl = '/usr/bin/journalctl'
const fields = [
  '__CURSOR',
  '__REALTIME_TIMESTAMP',
  '_SOURCE_REALTIME_TIMESTAMP',
  '_HOSTNAME',
  'SYSLOG_IDENTIFIER',
  '_COMM',
  '_PID',
  'SYSLOG_PID',
  'MESSAGE',
]
/** SYSLOG_FACILITY of mail(2): Postfix, Dovecot, OpenDKIM, OpenDMARC, amavis, postgrey. Others log as themselves. */
const mailFacility = 'SYSLOG_FACILITY=2'
const names = ['sshd', 'sshd-session', 'roundcube', 'opendkim', 'opendmarc', 'amavis', 'fail2ban.actions']

const microseconds = z.string().regex(/^\d{1,17}$/)
const entry = z.object({
  __CURSOR: z.string(),
  __REALTIME_TIMESTAMP: microseconds,
  _SOURCE_REALTIME_TIMESTAMP: microseconds.optional().catch(undefined),
  _HOSTNAME: z.string().default('-'),
  SYSLOG_IDENTIFIER: z.unknown().optional(),
  _COMM: z.unknown().optional(),
  _PID: z.unknown().optional(),
  SYSLOG_PID: z.unknown().optional(),
  MESSAGE: z.unknown().optional(),
})
const bytes = z.array(z.int().min(0).max(255))

/** Whether a mail program has ever written there. */
export async function journalHasMail(deadlineMs: number): Promise<boolean> {
  if (!existsSync(journalctl)) return false
  const { stdout } = await runProgram(journalctl, ['--quiet', '--no-pager', '--output=cat', '--lines=1', mailFacility], { deadlineMs })
  return stdout.trim() !== ''
}

/** `others`: names of programs that log there and nowhere else on this host. */
export async function readJournal(
  cursor: string | null,
  others: readonly string[],
  bytesMax: number,
  deadlineMs: number,
): Promise<JournalLines> {
  const from = cursor === null ? '--since=-24h' : `--cursor=${cursor}`
  const matches = [mailFacility, '+', ...[...names, ...others].map((name) => `SYSLOG_IDENTIFIER=${name}`)]
  const args = ['--quiet', '--no-pager', '--output=json', '--all', `--output-fields=${fields.join(',')}`, from, ...matches]
  const lines: string[] = []
  let [last, size, first, more, gap] = [cursor, 0, true, false, false]
  await readLines(journalctl, args, Number.POSITIVE_INFINITY, deadlineMs, (text) => {
    const found = entry.parse(JSON.parse(text))
    const begins = first
    first = false
    // The line at the cursor was read already; another one in its place says that it is gone, and what followed it perhaps too.
    if (begins && cursor !== null) {
      if (found.__CURSOR === cursor) return true
      gap = true
    }
    const line = lineOf(found)
    last = found.__CURSOR
    lines.push(line)
    size += line.length
    more = size >= bytesMax
    return !more
  })
  return { lines, cursor: last, gap, more }
}

function lineOf(found: z.infer<typeof entry>): string {
  const at = Number(found._SOURCE_REALTIME_TIMESTAMP ?? found.__REALTIME_TIMESTAMP)
  const time = new Date(Math.floor(at / 1000)).toISOString().slice(0, -1)
  const name = word(textOf(found.SYSLOG_IDENTIFIER) || textOf(found._COMM) || 'unnamed')
  const pid = /^\d{1,10}$/.exec(textOf(found.SYSLOG_PID) || textOf(found._PID))?.[0]
  const text = textOf(found.MESSAGE).replaceAll('\n', '#012')
  const head = `${time}${String(at % 1000).padStart(3, '0')}+00:00 ${word(found._HOSTNAME)} ${name}${pid ? `[${pid}]` : ''}: `
  return (head + text).slice(0, logLineMax)
}

const word = (text: string): string => text.replace(/[^\x21-\x39\x3b-\x5a\x5e-\x7e]/g, '_').slice(0, 200)

/** Text; a list of bytes where it is none; several values: the first (journalctl(1)). */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  const found = bytes.safeParse(value).data
  if (found) return Buffer.from(found).toString('utf8')
  return Array.isArray(value) && typeof value[0] === 'string' ? value[0] : ''
}
