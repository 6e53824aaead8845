// Other mail servers' words for a refused sign-in or relay: a host that has two, or logs of one that is to be moved. One form each.
import type { LogEvent } from '../event'
import { between, nobody, peerAt, plainAddress, until } from '../scan'
import { signInFailed } from '../sign-in'

type Failure = { service: string; user?: string | null; method?: string | null; address: string | null; reason: string }

const failure = ({ address, ...fields }: Failure): LogEvent | null =>
  address ? signInFailed({ ...fields, client: { ...nobody, address: plainAddress(address) } }) : null

export function parseMailServer(text: string, program: string): LogEvent | null {
  return courier(text) ?? cyrus(text) ?? washington(text) ?? cucipop(text) ?? openSmtpd(text) ?? sendmail(text, program)
}

/** Courier: `LOGIN FAILED, user=x, ip=[192.0.2.1]` */
function courier(text: string): LogEvent | null {
  if (!text.startsWith('LOGIN FAILED, ')) return null
  const at = text.lastIndexOf('ip=[')
  const user = between(text, 'user=', ', ip=') ?? null
  return failure({
    service: 'imap',
    user,
    method: between(text, 'method=', ','),
    address: at < 0 ? null : until(text, ']', at + 4),
    reason: 'LOGIN FAILED',
  })
}

/** Cyrus: `badlogin: host [192.0.2.1] CRAM-MD5 (user) [SASL(-13): authentication failure: …]`; `STARTTLS negotiation failed: [192.0.2.1]` */
function cyrus(text: string): LogEvent | null {
  const failed = text.indexOf(' negotiation failed: ')
  if (failed > 0 && failed < 24) {
    const found = peerAt(text, failed + 21)
    return found && { kind: 'tls-failed', side: 'server', what: 'negotiation', peer: found.peer, reason: null, queueId: null }
  }
  if (!text.startsWith('badlogin: ')) return null
  const open = text.indexOf('[', 9)
  const close = text.indexOf(']', open)
  if (open < 0 || close < 0) return null
  const [, method = null, user = ''] = text.slice(close + 1).split(' ')
  const named = user.startsWith('(') ? user.slice(1, -1) : user || null
  return failure({ service: 'imap', user: named, method, address: text.slice(open + 1, close), reason: text.slice(close + 2) })
}

/** UW IMAP: `Login failed user=x auth=x host=name [192.0.2.1]` */
function washington(text: string): LogEvent | null {
  const start = ['Login failed user=', 'Login failure user=', 'AUTHENTICATE LOGIN failure host='].find((words) => text.startsWith(words))
  const open = text.lastIndexOf('[')
  if (!start || open < 0) return null
  const user = start.endsWith('user=') ? until(text, ' ', start.length) : null
  return failure({ service: 'imap', user, address: until(text, ']', open + 1), reason: until(start, ' user=') })
}

/** Cucipop: `authentication failure name 192.0.2.1` */
function cucipop(text: string): LogEvent | null {
  if (!text.startsWith('authentication failure ')) return null
  const space = text.lastIndexOf(' ')
  return failure({
    service: 'pop3',
    user: text.slice(23, space) || null,
    address: text.slice(space + 1),
    reason: 'authentication failure',
  })
}

/** OpenSMTPD: `ID smtp event=failed-command address=192.0.2.1 host=x command="AUTH PLAIN (...)" result="535 Authentication failed"` */
function openSmtpd(text: string): LogEvent | null {
  if (!text.includes(' event=failed-command ') && !text.includes(' failed-command ')) return null
  const address = between(text, 'address=', ' ')
  const command = between(text, 'command="', '"') ?? ''
  const reason = between(text, 'result="', '"') ?? ''
  if (address === null) return null
  if (command.startsWith('AUTH')) return failure({ service: 'smtp', method: until(command, ' (', 5), address, reason })
  return { kind: 'bad-protocol', what: reason, stage: null, client: { ...nobody, address }, data: command }
}

/** Sendmail: `Relaying denied. IP name lookup failed [192.0.2.1]`, `… rejecting commands from x [192.0.2.1] due to pre-greeting traffic` */
function sendmail(text: string, program: string): LogEvent | null {
  if (program !== '' && program !== 'sendmail' && program !== 'sm-mta') return null
  const reason = ['Relaying denied', 'pre-greeting traffic', 'possible SMTP attack', 'did not issue MAIL/EXPN/VRFY/ETRN'].find((words) =>
    text.includes(words),
  )
  const found = reason ? peerAt(text, text.lastIndexOf('[')) : null
  if (!reason || !found?.peer.address) return null
  if (reason !== 'Relaying denied') return { kind: 'bad-protocol', what: reason, stage: null, client: found.peer, data: null }
  const envelope = { sender: null, recipient: between(text, 'arg1=<', '>'), protocol: null, helo: null, tls: null, sasl: null }
  return {
    kind: 'decision',
    queueId: null,
    action: 'reject',
    stage: 'RCPT',
    client: found.peer,
    reply: null,
    subject: null,
    reason: 'Relay access denied',
    envelope,
  }
}
