// NAME     folders - what a mailbox's folders hold
// INPUT    mailbox, limit
// OUTPUT   the largest folders with messages and bytes, and how many more there are
// WRITES   nothing, except that Dovecot brings its indexes up to date
// BUGS     A mailbox that was never opened before is read once from end to end; one of a million messages may take longer than is asked for.
import * as z from 'zod'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

const nameMax = 200
const status = z.array(z.object({ mailbox: z.string(), messages: z.coerce.number().int(), vsize: z.coerce.number().int() }))

export const folders: Handler<'folders'> = async (_session, { domain, localPart, limit }, deadline) => {
  const args = ['-f', 'json', 'mailbox', 'status', '-u', `${localPart}@${domain}`, 'messages vsize', '*']
  const { stdout } = await runProgram('/usr/bin/doveadm', args, { deadlineMs: deadline.leftMs })
  const found = status.parse(JSON.parse(stdout.trim() || '[]'))
  const sorted = found.sort((a, b) => b.vsize - a.vsize || (a.mailbox < b.mailbox ? -1 : 1))
  const shown = sorted.slice(0, limit).map(({ mailbox, messages, vsize }) => ({ name: mailbox.slice(0, nameMax), messages, bytes: vsize }))
  return { folders: shown, more: found.length - shown.length }
}
