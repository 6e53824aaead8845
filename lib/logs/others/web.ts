// Web servers before a mail host: nginx as proxy of IMAP, POP3 and SMTP (ngx_mail), and the access log of the webmail.
import type { LogEvent, Peer } from '../event'
import { between, nobody, plainAddress, until, wholeNumber } from '../scan'
import { noSignIn, signIn, signInFailed } from '../sign-in'

const services: Record<number, string> = {
  25: 'smtp',
  465: 'submission',
  587: 'submission',
  143: 'imap',
  993: 'imap',
  110: 'pop3',
  995: 'pop3',
  4190: 'managesieve',
}

/** `*6631 client login failed: "words" while in http auth state, client: 192.0.2.1, server: 0.0.0.0:25, login: "user"` */
export function parseNginx(text: string, level: string | null): LogEvent | null {
  const words = text[0] === '*' ? text.slice(text.indexOf(' ') + 1) : text
  if (words.startsWith('client ') && words.includes(' connected to ')) return connected(words)
  const clientAt = words.lastIndexOf(', client: ')
  const serverAt = words.indexOf(', server: ', clientAt)
  if (clientAt < 0 || serverAt < 0 || words.includes(', request: "', serverAt)) return problem(words, level)
  const client = endpoint(until(words.slice(clientAt + 10, serverAt), ' using '))
  const server = endpoint(until(words, ',', serverAt + 10))
  const service = services[server.port ?? 0] ?? services[(server.port ?? 0) % 1000] ?? 'imap'
  const user = between(words, 'login: "', '"', serverAt)
  const tls = words.slice(clientAt, serverAt).includes(' using ')
  if (words.startsWith('client login failed: ')) {
    const reason = between(words, '"', '" while ') ?? until(words, ' while ', 21)
    return signInFailed({ service, user, client, server, reason, tls })
  }
  if (words.startsWith('client logged in')) return signIn({ service, user: user ?? '', client, server, tls })
  const what = words.slice(0, clientAt)
  return noSignIn({ service, client, server, reason: what, user, tls })
}

function connected(words: string): LogEvent | null {
  const mark = words.indexOf(' connected to ')
  return { kind: 'connect', client: endpoint(words.slice(7, mark)), server: endpoint(words.slice(mark + 14)) }
}

const problem = (text: string, level: string | null): LogEvent | null =>
  level === 'info' || level === 'notice' || level === null
    ? null
    : { kind: 'problem', level: level === 'warn' ? 'warning' : 'error', queueId: null, user: null, text }

/** `192.0.2.1:25`, `[2001:db8::1]:25`, an address alone, a socket */
function endpoint(text: string): Peer {
  const close = text.indexOf(']')
  const colon = text.lastIndexOf(':')
  const port = colon > close && (close >= 0 || text.indexOf(':') === colon) ? wholeNumber(text.slice(colon + 1)) : null
  const address = (port === null ? text : text.slice(0, colon)).replace(/^\[|\]$/g, '').trim()
  return { ...nobody, address: plainAddress(address) || null, port }
}

/** `192.0.2.1 - user [time] "GET /path HTTP/1.1" 200 118 "referrer" "agent"` */
export function parseAccess(text: string): LogEvent | null {
  const address = until(text, ' ')
  const request = text.indexOf('] "')
  const end = request < 0 ? -1 : text.indexOf('" ', request + 3)
  if (end < 0) return null
  const [method = '', path = '', version] = text.slice(request + 3, end).split(' ', 3)
  const status = wholeNumber(until(text, ' ', end + 2))
  if (status === null || !version) return null
  const quoted = text.slice(end + 2).split('"')
  return { kind: 'web-request', address: plainAddress(address), method, path, status, agent: quoted[3] ?? null }
}
