// NAME     sign-ins - who signed in to mail or was refused, from systemd's journal
// INPUT    cursor: behind which to go on, null: the last hour; limit: of lines that are looked at
// OUTPUT   the sign-ins among them, the cursor behind the last line that was looked at, and whether that was the end
// WRITES   nothing
// ERRORS   config_refused on a host without journald
// BUGS     A cursor whose lines were rotated away goes on with the oldest that are there: journald says nothing of the gap.
import { existsSync } from 'node:fs'
import * as z from 'zod'
import type { SignIn } from '#lib/protocol/operations'
import { AgentError } from '../agent-error'
import { signInIn } from '../log/sign-in-line'
import { readLines } from '../run-program'
import type { Handler } from '../session'

const journalctl = '/usr/bin/journalctl'
/** Names of programs as they are by default, and as the services of a submission port are usually called. */
const programs = ['dovecot', 'postfix/smtpd', 'postfix/submission/smtpd', 'postfix/submissions/smtpd', 'postfix/smtps/smtpd']
const entry = z.object({
  __CURSOR: z.string(),
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,17}$/),
  SYSLOG_IDENTIFIER: z.string(),
  MESSAGE: z.unknown(),
})
const bytes = z.array(z.int().min(0).max(255))

export const signIns: Handler<'sign-ins'> = async (_session, { cursor, limit }, deadline) => {
  if (!existsSync(journalctl)) throw new AgentError('config_refused', 'This host has no journald, and its sign-ins are not read.')
  const from = cursor === null ? ['--since=-1h'] : [`--after-cursor=${cursor}`]
  const fields = '--output-fields=__CURSOR,__REALTIME_TIMESTAMP,SYSLOG_IDENTIFIER,MESSAGE'
  const args = ['--quiet', '--no-pager', '--output=json', fields, ...programs.map((program) => `--identifier=${program}`), ...from]
  const found: SignIn[] = []
  let last = cursor
  const lines = await readLines(journalctl, args, limit, deadline.leftMs, (line) => {
    const { __CURSOR, __REALTIME_TIMESTAMP, SYSLOG_IDENTIFIER, MESSAGE } = entry.parse(JSON.parse(line))
    last = __CURSOR
    const signIn = signInIn(SYSLOG_IDENTIFIER, textOf(MESSAGE))
    if (signIn) found.push({ at: new Date(Number(__REALTIME_TIMESTAMP) / 1000).toISOString(), ...signIn })
  })
  return { cursor: last, done: lines < limit, signIns: found }
}

/** Text; a list of bytes where it is none, null where it is too long (journalctl(1)). */
const textOf = (message: unknown) =>
  typeof message === 'string' ? message : Buffer.from(bytes.safeParse(message).data ?? []).toString('utf8')
