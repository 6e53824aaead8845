// imap-login, pop3-login, managesieve-login, submission-login: `Login: user=<…>, method=PLAIN, rip=…, lip=…, TLS, session=<…>` and every way
// not to get there (login-common/client-common.c). 2.4 says `Logged in` and `Login aborted: … (auth_failed)`. What the client wrote is the
// user's name alone, so everything after it is looked for from the end.
import type { LogEvent, Peer } from '../event'
import { nobody, plainAddress, until, wholeNumber } from '../scan'
import { noSignIn, signIn, signInFailed } from '../sign-in'

/** The protocol that a login process speaks; null for other processes. */
export const loginService = (part: string): string | null =>
  ['imap-login', 'pop3-login', 'managesieve-login', 'submission-login'].includes(part) ? part.slice(0, -6) : null

export function readLogin(service: string, text: string): LogEvent | null {
  const addressAt = lastOf(text, ['rip='])
  if (addressAt < 0) return null
  const userAt = text.indexOf('user=<')
  const named = userAt >= 0 && userAt < addressAt
  const head = headOf(text, named ? userAt : addressAt)
  const fields = { user: named ? userName(text, userAt + 6, addressAt) : null, ...tail(text, addressAt) }
  const method = methodBefore(text, addressAt)
  const { user, ...rest } = fields
  if (head === 'Login' || head === 'Logged in') return user === null ? null : signIn({ service, user, method, ...rest })
  if (isFailure(head)) return signInFailed({ service, user, method, attempts: attemptsOf(head), reason: head, ...rest })
  return noSignIn({ service, user, reason: head, ...rest })
}

/** Words in front, without the colon or comma that leads on. */
function headOf(text: string, end: number): string {
  let last = end
  while (last > 0 && ' :,'.includes(text[last - 1] as string)) last--
  return text.slice(0, last)
}

type Tail = { client: Peer; server: Peer | null; session: string | null; tls: boolean }

function tail(text: string, addressAt: number): Tail {
  const rest = text.slice(addressAt)
  const sessionAt = rest.lastIndexOf('session=<')
  const tls = rest.includes(', TLS') || rest.includes(', secured')
  const session = sessionAt < 0 ? null : until(rest, '>', sessionAt + 9)
  return { client: endOf(rest, 4, ', rport='), server: serverOf(rest), session, tls }
}

function serverOf(rest: string): Peer | null {
  const at = rest.indexOf(', lip=')
  return at < 0 ? null : endOf(rest, at + 6, ', lport=')
}

function endOf(rest: string, at: number, portMark: string): Peer {
  const address = plainAddress(until(rest, ',', at).trim())
  const portAt = rest.indexOf(portMark)
  return { ...nobody, address: address || null, port: portAt < 0 ? null : wholeNumber(until(rest, ',', portAt + portMark.length)) }
}

const lastOf = (text: string, marks: string[]): number => Math.max(...marks.map((mark) => text.lastIndexOf(mark)))

function userName(text: string, start: number, addressAt: number): string | null {
  const methodAt = text.lastIndexOf('>, method=', addressAt)
  const end = methodAt >= start ? methodAt : text.lastIndexOf('>', addressAt)
  return end > start ? text.slice(start, end) : null
}

function methodBefore(text: string, addressAt: number): string | null {
  const at = text.lastIndexOf('method=', addressAt)
  return at < 0 ? null : until(text, ',', at + 7).trim() || null
}

const isFailure = (head: string): boolean =>
  head.includes('auth failed') || head.includes('auth_failed') || head.includes('disallowed plaintext auth') || head.includes('disabled')

/** `(auth failed, 3 attempts in 12 secs)` */
function attemptsOf(head: string): number {
  const at = head.indexOf('auth failed, ')
  return at < 0 ? 1 : (wholeNumber(until(head, ' ', at + 13)) ?? 1)
}
