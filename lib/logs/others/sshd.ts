// sshd(8): auth.c, auth2.c, packet.c; what a mail host's administrators and its guessers do. The name is the guesser's: what follows it is
// looked for from the end.
import type { LogEvent, Peer } from '../event'
import { nobody, plainAddress, until, wholeNumber } from '../scan'
import { noSignIn, signIn, signInFailed } from '../sign-in'

export function parseSshd(text: string): LogEvent | null {
  if (text.startsWith('Accepted ')) return accepted(text)
  if (text.startsWith('Failed ')) return failedTry(text)
  if (text.startsWith('Invalid user ') || text.startsWith('Illegal user ')) return refused(text, 13, 'unknown user')
  if (text.startsWith('maximum authentication attempts exceeded for ') || text.startsWith('error: maximum authentication'))
    return refused(text, text.indexOf(' for ') + 5, 'too many attempts')
  if (text.startsWith('User ') && text.includes(' not allowed because ')) return notAllowed(text)
  if (text.startsWith('pam_unix(sshd:auth): authentication failure') || text.startsWith('PAM ')) return pamFailure(text)
  return closed(text) ?? note(text)
}

/** `Accepted publickey for root from 192.0.2.1 port 36032 ssh2: ED25519 SHA256:…` */
function accepted(text: string): LogEvent | null {
  const method = until(text, ' ', 9)
  const found = userAndClient(text, text.indexOf(' for ') + 5)
  if (!found?.user) return null
  return signIn({ service: 'ssh', user: found.user, method, client: found.client, tls: true })
}

/** `Failed password for [invalid user ]root from 192.0.2.1 port 22 ssh2` */
function failedTry(text: string): LogEvent | null {
  const start = text.indexOf(' for ')
  return start < 0 ? null : refused(text, start + 5, 'wrong password', until(text, ' ', 7))
}

function refused(text: string, at: number, reason: string, method: string | null = null): LogEvent | null {
  const unknown = text.startsWith('invalid user ', at)
  const found = userAndClient(text, unknown ? at + 13 : at)
  if (!found) return null
  return signInFailed({
    service: 'ssh',
    user: found.user,
    method,
    client: found.client,
    reason: unknown ? 'unknown user' : reason,
    tls: true,
  })
}

function userAndClient(text: string, at: number): { user: string | null; client: Peer } | null {
  const from = text.lastIndexOf(' from ')
  if (from < at - 1) return null
  return { user: from < at ? null : text.slice(at, from) || null, client: clientAt(text, from + 6) }
}

/** `192.0.2.1 port 22` */
function clientAt(text: string, at: number): Peer {
  const address = plainAddress(until(text, ' ', at))
  const portAt = text.indexOf(' port ', at)
  return { ...nobody, address, port: portAt < 0 ? null : wholeNumber(until(until(text, ' ', portAt + 6), ':')) }
}

function notAllowed(text: string): LogEvent | null {
  const mark = text.indexOf(' not allowed because ')
  const found = userAndClient(text.slice(0, mark), 5)
  if (!found) return null
  const reason = text.slice(mark + 1)
  return signInFailed({
    service: 'ssh',
    user: found.user,
    client: found.client,
    reason,
    tls: true,
  })
}

/** `pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.1  user=root`: sshd's own line counts. */
function pamFailure(text: string): LogEvent | null {
  const at = text.lastIndexOf('rhost=')
  if (at < 0) return null
  const userAt = text.indexOf('user=', at)
  const client = { ...nobody, address: plainAddress(until(text, ' ', at + 6)) || null }
  return {
    kind: 'credentials-refused',
    backend: 'pam',
    user: userAt < 0 ? null : text.slice(userAt + 5),
    client,
    reason: 'authentication failure',
    session: null,
  }
}

const scans = [
  'Did not receive identification string from ',
  'Bad protocol version identification ',
  'banner exchange: Connection from ',
  'Unable to negotiate with ',
  'ssh_dispatch_run_fatal: Connection from ',
  'Bad packet length ',
] as const

/** Gone before any sign-in: `Connection closed by [invalid user x ]192.0.2.1 port 22 [preauth]` and what scanners leave behind. */
function closed(text: string): LogEvent | null {
  const bare = text.startsWith('error: ') || text.startsWith('fatal: ') ? text.slice(7) : text
  const port = bare.lastIndexOf(' port ')
  const scan = scans.find((words) => bare.startsWith(words))
  const before = bare.endsWith('[preauth]')
  if (port < 0 || (!scan && !before)) return null
  const start = bare.lastIndexOf(' ', port - 1) + 1
  const reason = scan ? scan.replace(/ (?:from|with) $/, '').trim() : bare.slice(0, start).trim()
  const user = [' invalid user ', ' authenticating user '].map((mark) => ({ mark, at: bare.indexOf(mark) })).find(({ at }) => at >= 0)
  return noSignIn({
    service: 'ssh',
    client: clientAt(bare, start),
    reason,
    user: user ? bare.slice(user.at + user.mark.length, start).trim() || null : null,
  })
}

const ordinary = [
  'pam_',
  'Received disconnect from ',
  'Disconnected from ',
  'Connection closed by ',
  'Connection from ',
  'Connection reset by ',
  'Server listening on ',
  'Received signal ',
  'session opened',
  'Postponed ',
  'Starting session',
  'Close session',
  'Closing connection',
  'User child is on pid',
  'Exiting on signal',
  'Timeout, client not responding',
  'drop connection',
]

function note(text: string): LogEvent | null {
  if (text.startsWith('error: ') || text.startsWith('fatal: ')) {
    return { kind: 'problem', level: text.startsWith('error') ? 'error' : 'fatal', queueId: null, user: null, text: text.slice(7) }
  }
  return ordinary.some((start) => text.startsWith(start)) ? { kind: 'note', what: 'ssh', queueId: null, text } : null
}
