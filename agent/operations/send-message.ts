// NAME     send-message - hand one message that Postern wrote to Postfix
// INPUT    from: an address of a domain that this host holds; to: one address; message: RFC 5322 text, see check-message
// OUTPUT   bytes
// WRITES   nothing of ours; sendmail(1) puts the message into Postfix's queue
// ERRORS   send_refused: the domain of `from` is not here, the header is not one of ours, or sendmail did not take it
// BUGS     Taken is not delivered: what happens later stands in Postfix's log, and a bounce goes to `from`. An answer that is lost on
//          the way makes the panel send once more.
import { AgentError } from '../agent-error'
import type { Disk } from '../files/disk'
import { sectionLines } from '../files/table-text'
import { checkMessage } from '../render/check-message'
import { labelOf } from '../render/table-names'
import { runProgram } from '../run-program'
import { type Handler, withReadLock } from '../session'

export const sendMessage: Handler<'send-message'> = async (session, { from, to, message }, deadline) => {
  const wrong = checkMessage(message, { from, to })
  if (wrong !== null) throw new AgentError('send_refused', wrong)
  const domain = from.slice(from.lastIndexOf('@') + 1)
  if (!(await withReadLock(session, deadline, (disk) => isHere(disk, domain))))
    throw new AgentError('send_refused', `${domain} is not a domain of this host.`)
  // -i: a line with a single dot ends nothing. The addresses stand behind -f and --, so none of them is read as an option.
  const argv = ['-i', '-f', from, '--', to]
  const { exitCode, stderr } = await runProgram('/usr/sbin/sendmail', argv, { stdin: message, deadlineMs: deadline.leftMs })
  if (exitCode !== 0) throw new AgentError('send_refused', `sendmail ended with ${exitCode}: ${stderr.trim().slice(0, 500)}`)
  return { bytes: Buffer.byteLength(message) }
}

/** A mirror stands in the section of the domain that it mirrors: the panel sends as that one. */
async function isHere(disk: Disk, domain: string): Promise<boolean> {
  const { table } = await disk.file(labelOf('domains', domain))
  return sectionLines(table, domain).some((line) => line.split(/\s/, 1)[0] === domain)
}
