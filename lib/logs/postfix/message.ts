// What happens to one message inside Postfix: smtpd(8), pickup(8), cleanup(8), qmgr(8), bounce(8), postsuper(1). Text after the queue id.
import type { LogEvent, Sasl } from '../event'
import { angleEnd, peerAt, readPairs, until, wholeNumber } from '../scan'

/** `client=X[…], sasl_method=…, sasl_username=…, orig_queue_id=…, orig_client=…` (smtpd.c) */
export function readAccepted(queueId: string | null, text: string): LogEvent | null {
  const found = peerAt(text, 7)
  if (!found) return null
  const plain = found.end === text.length
  const pairs = plain ? null : readPairs(text, found.end + 2, ', ')
  const originalClient = pairs?.get('orig_client')
  return {
    kind: 'accepted',
    queueId,
    client: found.peer,
    sasl: pairs && readSasl(pairs),
    original: {
      queueId: pairs?.get('orig_queue_id') ?? null,
      client: originalClient === undefined ? null : (peerAt(originalClient, 0)?.peer ?? null),
    },
  }
}

function readSasl(pairs: Map<string, string>): Sasl | null {
  const [method, user, sender] = [pairs.get('sasl_method'), pairs.get('sasl_username'), pairs.get('sasl_sender')]
  return method || user || sender ? { method: method ?? null, user: user ?? null, sender: sender ?? null } : null
}

/** `message-id=<…>`, `resent-message-id=<…>`: what the sender wrote, with or without brackets. */
export function readMessageId(queueId: string, text: string): LogEvent {
  const resent = text.startsWith('resent-')
  const value = text.slice(text.indexOf('=') + 1)
  const messageId = value[0] === '<' && value.endsWith('>') ? value.slice(1, -1) : value
  return { kind: 'message-id', queueId, messageId, resent }
}

/** `from=<…>, size=626, nrcpt=1 (queue active)`, `from=<…>, status=expired, returned to sender` (qmgr_active.c) */
export function readQueued(queueId: string, text: string): LogEvent | null {
  const angled = text.charCodeAt(5) === 60
  const start = angled ? 6 : 5
  const end = angled ? angleEnd(text, start) : text.indexOf(', ', start)
  if (end < 0) return null
  const sender = text.slice(start, end)
  const rest = text.slice(end + (angled ? 3 : 2))
  if (rest.startsWith('size=')) return sized(queueId, sender, rest)
  if (!rest.startsWith('status=')) return null
  const status = until(rest, ',', 7)
  return { kind: 'expired', queueId, sender, forced: status.startsWith('force'), outcome: rest.slice(9 + status.length) }
}

function sized(queueId: string, sender: string, rest: string): LogEvent | null {
  const size = wholeNumber(until(rest, ',', 5))
  const at = rest.indexOf('nrcpt=')
  const recipients = at < 0 ? null : wholeNumber(until(rest, ' ', at + 6))
  if (size === null || recipients === null) return null
  const open = rest.indexOf('(queue ', at)
  return { kind: 'queued', queueId, sender, size, recipients, state: open < 0 ? null : until(rest, ')', open + 7) }
}

/** `uid=0 from=<root>` (pickup.c) */
export function readPickedUp(queueId: string, text: string): LogEvent | null {
  const uid = wholeNumber(until(text, ' ', 4))
  const at = text.indexOf('from=<')
  return uid === null || at < 0 ? null : { kind: 'picked-up', queueId, uid, sender: text.slice(at + 6, angleEnd(text, at + 6)) }
}

const notification = ' notification: '

/** `sender non-delivery notification: QID`, `postmaster delay notification: QID` (bounce_notify_util.c) */
export function readBounce(queueId: string, text: string): LogEvent | null {
  const mark = text.indexOf(notification)
  const space = text.indexOf(' ')
  if (mark < 0 || mark > 48 || space > mark) return null
  const to = text.slice(0, space)
  return { kind: 'bounce', queueId, to, about: text.slice(space + 1, mark), noticeId: text.slice(mark + notification.length) }
}

const actions = ['placed on hold', 'released from hold', 'requeued', 'expired', 'removed', 'renamed to '] as const

/** One message in postsuper(1)'s hands. qmgr's own `removed` says that all is done, and is another event. */
export function readQueueAction(queueId: string, text: string): LogEvent | null {
  const action = actions.find((word) => text === word || (word.endsWith(' ') && text.startsWith(word)))
  return action ? { kind: 'queue-action', queueId, action: text } : null
}

const summaries = ['Deleted', 'Requeued', 'Placed on hold', 'Released from hold', 'Expired', 'Renamed to match inode number'] as const

/** `Deleted: 115 messages` */
export function readQueueActions(text: string): LogEvent | null {
  const action = summaries.find((word) => text.startsWith(word) && text.startsWith(': ', word.length))
  const count = action ? wholeNumber(until(text, ' ', action.length + 2)) : null
  return action && count !== null ? { kind: 'queue-actions', action, count } : null
}
