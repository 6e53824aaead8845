// A line of any Postfix program. Its text alone decides, not the program's name: RFC 5424 output and mailx files do not give one.
import type { LogEvent } from '../event'
import type { LogLine } from '../line'
import { readBroken, readConnect, readConnectTo, readDisconnect, readMisuse, readTls, readTlsFailure } from './connection'
import { leadingLevel, readCacheCleanup, readMilterFailure, readNote, readProgram, readStatistics } from './daemon-lines'
import { readDecision, readGivenUp } from './decision'
import { readConnectFailure, readDelivery, readRemoteLost, readRemoteRefusal, readRemoteSignIn, readWorkaround } from './delivery'
import { readAccepted, readBounce, readMessageId, readPickedUp, readQueueAction, readQueueActions, readQueued } from './message'
import { leadingQueueId } from './queue-id'
import { readDnsbl, readNameMismatch, readRateLimit, readSaslFailure, readScreening } from './screening'

export function parsePostfix(line: Pick<LogLine, 'text' | 'part' | 'service'>): LogEvent | null {
  const { text, part, service } = line
  if (text.startsWith('NOQUEUE: '))
    return text.startsWith('client=', 9) ? readAccepted(null, text.slice(9)) : ofNoMessage(text.slice(9), service)
  const queueId = leadingQueueId(text)
  if (queueId) return ofServiceNamed(ofMessage(queueId, text.slice(queueId.length + 2), part), service)
  const leading = leadingLevel(text)
  if (leading) return ofLevel(leading.rest, leading.level, line) ?? readDecision(null, text)
  return ofConnection(text) ?? ofService(text)
}

/** Since Postfix 3.10 a connection that broke says whether a message was on its way in it. */
const ofNoMessage = (text: string, service: string | null): LogEvent | null =>
  ofServiceNamed(readDecision(null, text), service) ?? readBroken(text) ?? readMisuse(text)

/** The same words mean something else where people have to sign in. */
const ofServiceNamed = (event: LogEvent | null, service: string | null): LogEvent | null =>
  event?.kind === 'decision' && service ? { ...event, service } : event

function ofMessage(queueId: string, text: string, part: string | null): LogEvent | null {
  if (text.startsWith('to=')) return readDelivery(queueId, text, part)
  if (text.startsWith('from=')) return readQueued(queueId, text)
  if (text.startsWith('message-id=') || text.startsWith('resent-message-id=')) return readMessageId(queueId, text)
  if (text.startsWith('client=')) return readAccepted(queueId, text)
  if (text === 'removed' && part !== 'postsuper') return { kind: 'removed', queueId }
  if (text.startsWith('uid=')) return readPickedUp(queueId, text)
  if (text.startsWith('host ')) return readRemoteRefusal(queueId, text) ?? readNote(queueId, text)
  return ofMessageRarely(queueId, text)
}

function ofMessageRarely(queueId: string, text: string): LogEvent | null {
  if (text.startsWith('lost connection with ') || text.startsWith('conversation with ')) return readRemoteLost(queueId, text)
  if (text.startsWith('connect to ')) return readConnectFailure(queueId, text)
  if (text.startsWith('enabling PIX workarounds')) return readWorkaround(queueId, text)
  if (text.startsWith('SASL authentication failed; server ')) return readRemoteSignIn(queueId, text)
  const event =
    readBounce(queueId, text) ??
    readDecision(queueId, text) ??
    readQueueAction(queueId, text) ??
    readTls(queueId, text) ??
    readTlsFailure(queueId, text) ??
    readBroken(text, queueId) ??
    readNote(queueId, text)
  if (event) return event
  const leading = leadingLevel(text)
  return leading && { kind: 'problem', level: leading.level, queueId, user: null, text: leading.rest }
}

function ofConnection(text: string): LogEvent | null {
  if (text.startsWith('connect from ') || text.startsWith('CONNECT from ')) return readConnect(text)
  if (text.startsWith('disconnect from ')) return readDisconnect(text, 16)
  if (text.startsWith('DISCONNECT ')) return readDisconnect(text, 11)
  if (text.startsWith('CONNECT to ')) return readConnectTo(text)
  if (text.startsWith('connect to ')) return readConnectFailure(null, text) ?? readMilterFailure(null, text)
  if (text.startsWith('lost connection with ') || text.startsWith('conversation with ')) return readRemoteLost(null, text)
  return readTls(null, text) ?? readBroken(text) ?? readMisuse(text) ?? readTlsFailure(null, text)
}

function ofService(text: string): LogEvent | null {
  if (text.startsWith('statistics: ')) return readStatistics(text)
  if (text.startsWith('addr ')) return readDnsbl(text)
  if (text.startsWith('cache ')) return readCacheCleanup(text) ?? readNote(null, text)
  return readScreening(text) ?? readQueueActions(text) ?? readProgram(text) ?? readDecision(null, text) ?? readNote(null, text)
}

/** Warnings that are about a client or a message say so; the others are about the service. */
function ofLevel(text: string, level: 'info' | 'warning' | 'error' | 'fatal' | 'panic', line: Pick<LogLine, 'service'>): LogEvent | null {
  const queueId = leadingQueueId(text)
  const about = queueId ? text.slice(queueId.length + 2) : text
  const event =
    readSaslFailure(about, line.service) ??
    (about.startsWith('hostname ') ? readNameMismatch(about) : null) ??
    readRateLimit(about) ??
    readMisuse(about) ??
    readMilterFailure(queueId, about) ??
    (queueId ? readGivenUp(queueId, about) : null)
  if (event) return event
  if (level === 'info') return { kind: 'note', what: 'info', queueId, text: about }
  return { kind: 'problem', level, queueId, user: null, text: about }
}
