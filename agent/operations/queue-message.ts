// NAME     queue-message - one message of the queue
// INPUT    id; scope: whose domains, null: all; body: also its text
// OUTPUT   envelope, what was noted of where it came from, header, with `body` the beginning of the text
// WRITES   nothing; the log names every message whose text was read
// ERRORS   not_found: it is not in the queue, or not the asker's. queue_unreadable
// BUGS     Header and body are cut at a bound; what is encoded in a part behind it is not whole.
import { addressMax, bodyBytesMax } from '#lib/protocol/queue'
import { AgentError } from '../agent-error'
import { messageOf, whoseOf } from '../queue/match-entry'
import { readEnvelope, readPart, readReasons } from '../queue/postcat'
import type { Handler } from '../session'

const headerBytesMax = 64 * 1024

export const queueMessage: Handler<'queue-message'> = async (_session, { id, scope, body }, deadline) => {
  const envelope = await readEnvelope(id, deadline)
  const theirs = envelope && whoseOf(scope)(envelope)
  if (!envelope || !theirs?.seen) throw new AgentError('not_found', `${id} is not in the queue.`)
  // Whoever may only see that it is there does not read it.
  if (body && !theirs.actable) throw new AgentError('not_found', `${id} is not in the queue.`)
  const [reasons, header, text] = await Promise.all([
    readReasons(envelope.file, deadline),
    readPart(id, '-h', headerBytesMax, deadline),
    body ? readPart(id, '-b', bodyBytesMax, deadline) : null,
  ])
  const recipients = envelope.recipients.map(({ address }) => ({ address, delay_reason: reasons.get(address) }))
  const { queue: queue_name, sender, bytes: message_size } = envelope
  const arrival_time = Date.parse(envelope.arrivedAt) / 1000
  return {
    message: messageOf({ queue_name, queue_id: id, arrival_time, message_size, sender, recipients }, theirs),
    done: envelope.done.filter(theirs.told).map((address) => address.slice(0, addressMax)),
    records: envelope.records,
    // Of a message that is only partly theirs, the header may name whom else it went to.
    header: theirs.actable ? header.bytes.toString('base64') : '',
    body: text?.bytes.toString('base64') ?? null,
    cut: header.cut || (text?.cut ?? false),
  }
}
