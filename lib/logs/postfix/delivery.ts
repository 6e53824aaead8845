// `QID: to=<…>, orig_to=<…>, relay=…, delay=…, delays=…, [tls=…,] dsn=…, status=… (reason)` of every delivery agent (log_adhoc.c), and what
// smtp(8) and lmtp(8) say about one server before they try the next (smtp_proto.c, smtp_connect.c, smtp_trouble.c).
import type { Delays, LogEvent, Relay } from '../event'
import { parseReply, parseStatus, type Reply } from '../reply'
import { angleEnd, decimal, peerAt, readRelay, until, wholeNumber } from '../scan'
import { readTlsFeatures } from './tls-features'

export function readDelivery(queueId: string, text: string, agent: string | null): LogEvent | null {
  const fields = fieldsOf(text)
  if (!fields) return null
  const { values, status, reason } = fields
  const relay = readRelay(values.relay ?? 'none')
  const { reply, stage } = quoted(reason, status)
  return {
    kind: 'delivery',
    queueId,
    agent: agent ?? agentOf(relay),
    recipient: values.to ?? '',
    originalRecipient: values.orig_to ?? null,
    relay,
    delay: decimal(values.delay),
    delays: readDelays(values.delays ?? ''),
    dsn: parseStatus(values.dsn ?? ''),
    status,
    reason,
    reply,
    stage,
    nextQueueId: wordAfter(reason, 'queued as ') ?? wordAfter(reason, 'forwarded as '),
    nextSession: status === 'sent' ? lmtpSession(reason) : null,
    connectionUse: wholeNumber(values.conn_use),
    tls: values.tls === undefined ? null : readTlsFeatures(values.tls),
  }
}

type Fields = { values: Values; status: string; reason: string }
type Values = Record<'to' | 'orig_to' | 'relay' | 'delay' | 'delays' | 'dsn' | 'conn_use' | 'tls', string | undefined>

function fieldsOf(text: string): Fields | null {
  // One shape for all lines, in the order in which Postfix writes them.
  const values: Values = {
    to: undefined,
    orig_to: undefined,
    relay: undefined,
    delay: undefined,
    delays: undefined,
    dsn: undefined,
    conn_use: undefined,
    tls: undefined,
  }
  let at = 0
  while (at < text.length) {
    const equals = text.indexOf('=', at)
    if (equals < 0 || equals - at > 16) return null
    const key = text.slice(at, equals)
    if (key === 'status') {
      const { status, reason } = outcome(text, equals + 1)
      return { values, status, reason }
    }
    const angled = text.charCodeAt(equals + 1) === 60
    const start = angled ? equals + 2 : equals + 1
    const end = angled ? angleEnd(text, start) : text.indexOf(', ', start)
    if (end < 0) return null
    if (isField(key) && values[key] === undefined) values[key] = text.slice(start, end)
    at = end + (angled ? 3 : 2)
  }
  return null
}

const names = new Set<string>(['to', 'orig_to', 'relay', 'delay', 'delays', 'dsn', 'conn_use', 'tls'])
const isField = (key: string): key is keyof Values => names.has(key)

function outcome(text: string, start: number): { status: string; reason: string } {
  const space = text.indexOf(' ', start)
  if (space < 0) return { status: text.slice(start), reason: '' }
  const whole = text[space + 1] === '(' && text.endsWith(')')
  return { status: text.slice(start, space), reason: whole ? text.slice(space + 2, -1) : text.slice(space + 1) }
}

/** The reply inside a reason: `host X said: 550 … (in reply to RCPT TO command)`, or a reason that is the reply itself. */
function quoted(reason: string, status: string): { reply: Reply | null; stage: string | null } {
  const said = reason.startsWith('host ') ? afterPeer(reason, 5) : null
  if (said?.rest.startsWith('said: ')) return splitStage(said.rest.slice(6))
  if (said?.rest.startsWith('refused to talk to me: ')) return { reply: parseReply(said.rest.slice(23)), stage: null }
  const own = status === 'sent' ? parseReply(reason) : null
  return { reply: own?.code ? own : null, stage: null }
}

export function afterPeer(text: string, at: number): { relay: Relay; rest: string } | null {
  const found = peerAt(text, at)
  return found && { relay: readRelay(text.slice(at, found.end)), rest: text.slice(found.end + 1) }
}

function splitStage(text: string): { reply: Reply; stage: string | null } {
  const mark = text.lastIndexOf(' (in reply to ')
  if (mark < 0) return { reply: parseReply(text), stage: null }
  return { reply: parseReply(text.slice(0, mark)), stage: until(text, ' command', mark + 14).replace(/\)$/, '') }
}

/** `host X[…] said: …`, `host X[…] refused to talk to me: …` */
export function readRemoteRefusal(queueId: string, text: string): LogEvent | null {
  const said = afterPeer(text, 5)
  if (said?.rest.startsWith('said: ')) {
    return { kind: 'remote-refused', queueId, relay: said.relay, ...splitStage(said.rest.slice(6)), greeting: false }
  }
  if (said?.rest.startsWith('offers ')) return { kind: 'workaround', queueId, workarounds: said.rest, relay: said.relay }
  if (!said?.rest.startsWith('refused to talk to me: ')) return null
  return { kind: 'remote-refused', queueId, relay: said.relay, reply: parseReply(said.rest.slice(23)), stage: null, greeting: true }
}

/** `lost connection with X[…] while sending RCPT TO`, `conversation with X[…] timed out while …` */
export function readRemoteLost(queueId: string | null, text: string): LogEvent | null {
  const what = text.startsWith('lost connection with ') ? 'lost connection' : 'conversation timed out'
  const found = afterPeer(text, text.indexOf(' with ') + 6)
  if (!found) return null
  const stage = found.rest.indexOf('while ')
  return { kind: 'remote-lost', queueId, what, relay: found.relay, stage: stage < 0 ? null : found.rest.slice(stage + 6) }
}

/** `connect to X[…]:25: Connection refused` */
export function readConnectFailure(queueId: string | null, text: string): LogEvent | null {
  const found = peerAt(text, 11)
  if (!found || text[found.end] !== ':') return null
  return { kind: 'connect-failed', queueId, relay: readRelay(text.slice(11, found.end)), reason: text.slice(found.end + 2) }
}

/** `enabling PIX workarounds: disable_esmtp delay_dotcrlf for X[…]:25` */
export function readWorkaround(queueId: string, text: string): LogEvent | null {
  const start = text.indexOf(': ') + 2
  const mark = text.lastIndexOf(' for ')
  if (mark < start) return null
  return { kind: 'workaround', queueId, workarounds: text.slice(start, mark), relay: readRelay(text.slice(mark + 5)) }
}

/** `SASL authentication failed; server X[…] said: 535 …` */
export function readRemoteSignIn(queueId: string, text: string): LogEvent | null {
  const found = afterPeer(text, text.indexOf('server ') + 7)
  if (!found?.rest.startsWith('said: ')) return null
  return { kind: 'remote-sign-in-failed', queueId, relay: found.relay, reply: parseReply(found.rest.slice(6)) }
}

export function readDelays(text: string): Delays | null {
  const [beforeQueue, inQueue, connecting, transmitting, more] = text.split('/', 5).map(decimal)
  if (more !== undefined || beforeQueue == null || inQueue == null || connecting == null || transmitting == null) return null
  return { beforeQueue, inQueue, connecting, transmitting }
}

/** Where the log does not name the agent (RFC 5424), the relay tells local agents from those that speak SMTP. */
function agentOf(relay: Relay): string | null {
  if (relay.socket) return 'lmtp'
  if (relay.address) return 'smtp'
  return relay.name === 'local' || relay.name === 'virtual' ? relay.name : null
}

/** The letters and digits after the last `mark`. */
function wordAfter(text: string, mark: string): string | null {
  const start = text.lastIndexOf(mark)
  if (start < 0) return null
  let end = start + mark.length
  while (isWord(text.charCodeAt(end))) end++
  return end > start + mark.length ? text.slice(start + mark.length, end) : null
}

const isWord = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/** Dovecot's LMTP ends with `<recipient> SESSION[:Rn] Saved`; its own lines carry the same session. */
function lmtpSession(reason: string): string | null {
  if (!reason.endsWith(' Saved')) return null
  const start = reason.lastIndexOf(' ', reason.length - 7)
  const colon = reason.indexOf(':', start)
  return start < 0 ? null : reason.slice(start + 1, colon > 0 ? colon : reason.length - 6) || null
}
