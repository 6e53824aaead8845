// NAME     queue-act - hold, release, try now, put in anew, delete or return messages of the queue
// INPUT    action; ids; scope: whose domains, null: all; text: what a bounce says
// OUTPUT   what became of each, in the order of the ids
// WRITES   Postfix's queue, by postsuper(1) and postqueue(1); for a bounce a message to the sender, by sendmail(1)
// ERRORS   invalid_request: a bounce without a text. queue_unreadable: postsuper(1) failed; what it did before is done
// BUGS     An id may have been given to a new message since it was seen (short ids, postsuper(1)). What was accepted by postqueue(1) is tried soon,
//          not at this moment. Postfix has no bounce with a text of one's own: see docs/decisions/0032. A bounce whose message cannot be deleted
//          leaves it held.
import type { ActOutcome, QueueScope } from '#lib/protocol/queue'
import { AgentError } from '../agent-error'
import type { Deadline } from '../deadline'
import { whoseOf } from '../queue/match-entry'
import { type Envelope, readEnvelope, readPart } from '../queue/postcat'
import { namesIn } from '../queue/queue-folder'
import { unreadableQueue } from '../queue/read-queue'
import { renderBounce } from '../render/bounce-message'
import { runProgram } from '../run-program'
import type { Handler } from '../session'

const parallel = 4
const headerBytesMax = 32 * 1024
const options = { hold: '-h', release: '-H', requeue: '-r', delete: '-d' } as const

export const queueAct: Handler<'queue-act'> = async (_session, { action, ids, scope, text }, deadline) => {
  if (action === 'bounce' && text === null) throw new AgentError('invalid_request', 'A bounce has a text.')
  const outcomes = new Map<string, ActOutcome>()
  const allowed = await theirs(ids, scope, outcomes, deadline)
  if (allowed.length > 0) {
    if (action === 'retry') await retry(allowed, outcomes, deadline)
    else if (action === 'bounce') for (const id of allowed) outcomes.set(id, await bounce(id, text ?? '', deadline))
    else await bySuper(action, allowed, outcomes, deadline)
  }
  return { outcomes: ids.map((id) => outcomes.get(id) ?? 'failed') }
}

/** Whose a message is says its envelope now, not a list that somebody saw before. */
async function theirs(ids: readonly string[], scope: QueueScope, outcomes: Map<string, ActOutcome>, deadline: Deadline): Promise<string[]> {
  const asked = [...new Set(ids)]
  if (scope === null) return asked
  const whose = whoseOf(scope)
  const allowed: string[] = []
  await each(asked, async (id) => {
    const envelope = await readEnvelope(id, deadline)
    const rights = envelope && whose(envelope)
    // A foreign message is answered like one that is not there, unless it may be seen.
    if (rights?.actable) allowed.push(id)
    else outcomes.set(id, rights?.seen ? 'foreign' : 'gone')
  })
  return allowed
}

/** postsuper(1) says a line for each message that it did something to, and nothing of the others. */
async function bySuper(action: keyof typeof options, ids: readonly string[], outcomes: Map<string, ActOutcome>, deadline: Deadline) {
  const done = await postsuper(options[action], ids, deadline)
  for (const id of ids) outcomes.set(id, done.has(id) ? 'done' : 'gone')
  // What is put in anew goes through pickup(8), which would look only once a minute.
  if (action === 'requeue' && done.size > 0) await runProgram('/usr/sbin/postkick', ['public', 'pickup', 'W'], { deadlineMs: 5_000 })
}

async function postsuper(option: string, ids: readonly string[], deadline: Deadline): Promise<Set<string>> {
  const stdin = ids.map((id) => `${id}\n`).join('')
  const { exitCode, stderr } = await runProgram('/usr/sbin/postsuper', [option, '-'], { stdin, deadlineMs: deadline.leftMs })
  if (exitCode !== 0) throw unreadableQueue(stderr.trim().slice(-500))
  return new Set([...stderr.matchAll(/^postsuper: ([0-9A-Za-z]+): /gm)].map(([, id = '']) => id))
}

async function retry(ids: readonly string[], outcomes: Map<string, ActOutcome>, deadline: Deadline) {
  const deferred = await namesIn('deferred', deadline)
  await each(ids, async (id) => {
    if (!deferred.has(id)) outcomes.set(id, 'gone')
    else if (deadline.leftMs > 0) {
      const { exitCode } = await runProgram('/usr/sbin/postqueue', ['-i', id], { deadlineMs: deadline.leftMs })
      outcomes.set(id, exitCode === 0 ? 'done' : 'failed')
    }
  })
}

/** Held first, so that it is not delivered while its sender is told that it is not. */
async function bounce(id: string, text: string, deadline: Deadline): Promise<ActOutcome> {
  if (deadline.leftMs === 0) return 'failed'
  const before = await readEnvelope(id, deadline)
  if (before === null) return 'gone'
  if (before.sender === '') return 'unanswerable'
  const wasHeld = before.queue === 'hold'
  if (!wasHeld && !(await postsuper('-h', [id], deadline)).has(id)) return 'gone'
  // Whom it has reached meanwhile is not among those that it will not reach.
  const envelope = (await readEnvelope(id, deadline)) ?? before
  if (!(await tellSender(id, envelope, text, deadline))) {
    if (!wasHeld) await postsuper('-H', [id], deadline)
    return 'failed'
  }
  return (await postsuper('-d', [id], deadline)).has(id) ? 'done' : 'failed'
}

async function tellSender(id: string, envelope: Envelope, text: string, deadline: Deadline): Promise<boolean> {
  const [header, name] = await Promise.all([readPart(id, '-h', headerBytesMax, deadline), ownName(deadline)])
  const message = renderBounce({ envelope, text, header: header.bytes.toString('latin1'), reportingHost: name, id, at: new Date() })
  // -f with nothing: the null sender, so that a bounce is not bounced. The address stands behind --.
  const argv = ['-i', '-f', '', '--', envelope.sender]
  const { exitCode } = await runProgram('/usr/sbin/sendmail', argv, { stdin: message, deadlineMs: deadline.leftMs })
  return exitCode === 0
}

async function ownName(deadline: Deadline): Promise<string> {
  const { stdout } = await runProgram('/usr/sbin/postconf', ['-h', 'myhostname'], { deadlineMs: deadline.leftMs })
  const name = stdout.trim()
  return /^[A-Za-z0-9.-]{1,253}$/.test(name) ? name : 'localhost'
}

async function each(ids: readonly string[], act: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids]
  const work = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await act(id)
  }
  await Promise.all(Array.from({ length: parallel }, work))
}
