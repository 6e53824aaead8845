// Exim, which a host that moves to Postfix may have had: refused sign-ins and recipients (exim4 main and reject logs).
import type { LogEvent, Peer } from '../event'
import { parseReply } from '../reply'
import { between, nobody, peerAt, until } from '../scan'
import { signInFailed } from '../sign-in'

const nobodySaid = { sender: null, recipient: null, protocol: null, helo: null, tls: null, sasl: null }

export function parseExim(text: string): LogEvent | null {
  return authenticatorFailed(text) ?? protocolError(text) ?? rejected(text)
}

/** `login authenticator failed for host ([helo]) [192.0.2.1]:55379: 535 Incorrect authentication data (set_id=user)` */
function authenticatorFailed(text: string): LogEvent | null {
  const mark = text.indexOf(' authenticator failed for ')
  if (mark < 0 || mark > 64) return null
  const end = text.lastIndexOf(': 535 ')
  const client = clientIn(end < 0 ? text : text.slice(0, end), mark + 26)
  if (!client) return null
  const reason = end < 0 ? '' : text.slice(end + 2)
  const user = between(reason, '(set_id=', ')')
  const method = text.slice(text.lastIndexOf(' ', mark - 1) + 1, mark)
  return signInFailed({
    service: 'smtp',
    user,
    method,
    client,
    helo: heloOf(text.slice(mark)),
    reason: until(reason, ' (set_id='),
  })
}

/** `SMTP protocol error in "AUTH LOGIN" H=(host) [192.0.2.1] AUTH command used when not advertised` */
function protocolError(text: string): LogEvent | null {
  const mark = text.indexOf('SMTP protocol error in "')
  if (mark < 0 || mark > 32) return null
  const quote = text.indexOf('"', mark + 24)
  const client = quote < 0 ? null : clientIn(text, quote)
  if (!client) return null
  const reason = text
    .slice(text.indexOf(']', quote) + 1)
    .replace(/^:\d+/, '')
    .trim()
  const command = text.slice(mark + 24, quote)
  if (!command.startsWith('AUTH')) return { kind: 'bad-protocol', what: reason, stage: null, client, data: command }
  return signInFailed({
    service: 'smtp',
    method: command.slice(5) || null,
    client,
    reason,
  })
}

const refusals = [' rejected ', ' temporarily rejected ', ' sender verify fail for ', ' sender verify defer for '] as const

/** `H=host [192.0.2.1]:53343 X=… F=<sender> rejected RCPT <recipient>: words` */
function rejected(text: string): LogEvent | null {
  if (!text.startsWith('H=')) return null
  const found = refusals
    .map((words) => ({ words, at: text.indexOf(words) }))
    .filter(({ at }) => at > 0)
    .sort((one, other) => one.at - other.at)[0]
  const client = found && clientIn(text.slice(0, found.at), 0)
  if (!found || !client) return null
  const verify = found.words.includes('verify')
  const rest = text.slice(found.at + found.words.length)
  const colon = rest.indexOf(': ')
  const subject = between(colon < 0 ? rest : rest.slice(0, colon), '<', '>')
  const words = parseReply(colon < 0 ? '' : rest.slice(colon + 2).replace(/^"|"$/g, ''))
  return {
    kind: 'decision',
    queueId: null,
    action: found.words.includes('temporarily') || found.words.includes('defer') ? 'defer' : 'reject',
    stage: verify ? 'sender verify' : until(until(rest, ' <'), ':'),
    client,
    reply: words.code === null ? null : words,
    subject,
    reason: words.words,
    envelope: {
      ...nobodySaid,
      sender: verify ? subject : between(text, 'F=<', '>'),
      recipient: verify ? null : subject,
      helo: heloOf(text),
      tls: between(text, ' X=', ' '),
    },
  }
}

/** The last `[address]`, for HELO names may be bracketed as well; a name before it counts unless it is HELO's, in parentheses. */
function clientIn(text: string, at: number): Peer | null {
  const open = text.lastIndexOf(' [')
  const found = open < at - 2 ? null : peerAt(text, open + 1)
  if (!found?.peer.address) return null
  const before = text.slice(at, open).replace(/^.*H=/, '').split(' ')[0] ?? ''
  return { ...nobody, ...found.peer, name: before === '' || before.startsWith('(') ? null : before }
}

const heloOf = (text: string): string | null => {
  const inside = between(text, '(', ')')
  return inside !== null && text.indexOf('(') < text.indexOf(' [') ? inside : null
}
