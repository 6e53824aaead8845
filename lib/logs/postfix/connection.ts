// Connections and their TLS as smtpd(8), smtp(8), lmtp(8) and tlsproxy(8) tell them (smtpd.c, smtpd_chat.c, tls_misc.c, tls_client.c).
import type { Commands, EventOf, LogEvent } from '../event'
import { decimal, digitsEnd, nobody, peerAt, until, wholeNumber } from '../scan'

/** `connect from X[…]`, `CONNECT from [x]:1 to [y]:25` */
export function readConnect(text: string): LogEvent | null {
  const found = peerAt(text, 13)
  if (!found) return null
  const server = text.startsWith(' to ', found.end) ? peerAt(text, found.end + 4) : null
  return { kind: 'connect', client: found.peer, server: server?.peer ?? null }
}

/** `CONNECT to [x]:25` (tlsproxy.c) */
export function readConnectTo(text: string): LogEvent | null {
  const found = peerAt(text, 11)
  return found && { kind: 'connect-out', server: found.peer }
}

/** `disconnect from X[…] ehlo=1 rcpt=0/1 commands=1/2` */
export function readDisconnect(text: string, at: number): LogEvent | null {
  const found = peerAt(text, at)
  return found && { kind: 'disconnect', client: found.peer, commands: readCommands(text.slice(found.end)) }
}

export function readCommands(text: string): Commands {
  const commands: Commands = {}
  for (let at = 0; at < text.length; ) {
    const equals = text.indexOf('=', at)
    if (equals < 0) break
    const name = text.slice(at, equals).trimStart()
    const acceptedEnd = digitsEnd(text, equals + 1)
    const totalEnd = text[acceptedEnd] === '/' ? digitsEnd(text, acceptedEnd + 1) : acceptedEnd
    const accepted = wholeNumber(text.slice(equals + 1, acceptedEnd))
    if (accepted === null || !isCommand(name)) break
    const total = totalEnd > acceptedEnd ? wholeNumber(text.slice(acceptedEnd + 1, totalEnd)) : null
    commands[name] = { accepted, total: total ?? accepted }
    at = totalEnd + 1
  }
  return commands
}

/** SMTP's commands and Postfix's two sums, in small letters: a name is the key of an object, so it must be no other. */
const isCommand = (name: string): boolean => /^[a-z]{4,12}$/.test(name)

const broken = ['lost connection', 'timeout', 'too many errors', 'hangup', 'concatenated commands', 'command limit exceeded'] as const
const misused = [
  'improper command pipelining',
  'bare <LF> received',
  'non-SMTP command',
  'bare <CR> received',
  'bare newline received',
  'Illegal address syntax',
]

/** `lost connection after DATA (0 bytes) from X[…]` and its kin. */
export function readBroken(text: string, queueId: string | null = null): LogEvent | null {
  const what = broken.find((word) => text.startsWith(word) && text.startsWith(' ', word.length))
  if (!what) return null
  const { stage, bytes, from } = readStage(text, what.length)
  const found = from < 0 ? null : peerAt(text, from)
  return found && { kind: 'session-broken', what, stage, bytes, client: found.peer, ...(queueId === null ? {} : { queueId }) }
}

/** `improper command pipelining after EHLO from X[…]: data`, `non-SMTP command from X[…]: GET / HTTP/1.1` */
export function readMisuse(text: string): LogEvent | null {
  const what = misused.find((word) => text.startsWith(word))
  if (!what) return null
  const { stage, from } = readStage(text, what.length)
  const found = from < 0 ? null : peerAt(text, from)
  if (!found) return null
  const command = text.startsWith(' in ', found.end) ? until(text, ' command', found.end + 4) : null
  const colon = text.indexOf(': ', found.end)
  const data = colon < 0 ? null : text.slice(colon + 2)
  return { kind: 'bad-protocol', what, stage: stage ?? command, client: found.peer, data }
}

/** ` after STAGE (n bytes) from `, each part of which may be missing; `from` is where the peer starts. */
function readStage(text: string, at: number): { stage: string | null; bytes: number | null; from: number } {
  const mark = text.indexOf(' from ', at)
  const after = text.startsWith(' after ', at) ? text.slice(at + 7, mark < 0 ? text.length : mark) : null
  const bracket = after?.indexOf(' (') ?? -1
  const stage = after === null || bracket < 0 ? after : after.slice(0, bracket)
  const bytes = after !== null && bracket >= 0 && after.endsWith(' bytes)') ? wholeNumber(after.slice(bracket + 2, -7)) : null
  return { stage, bytes, from: mark < 0 ? -1 : mark + 6 }
}

/** `Verified TLS connection established to X[…]:25: TLSv1.3 with cipher NAME (256/256 bits) key-exchange …` */
export function readTls(queueId: string | null, text: string): LogEvent | null {
  const mark = text.indexOf(' TLS connection ')
  if (mark < 0 || mark > 32) return null
  const reused = text.startsWith('reused ', mark + 16)
  const at = mark + (reused ? 23 : 28)
  const server = text.startsWith('from ', at)
  const found = peerAt(text, at + (server ? 5 : 3))
  if (!found || text[found.end] !== ':') return null
  const [protocol = '', withWord, cipherWord, cipher = '', bits = '', , ...rest] = text.slice(found.end + 2).split(' ', 24)
  if (withWord !== 'with' || cipherWord !== 'cipher') return null
  const slash = bits.indexOf('/')
  const [used, of] = [decimal(bits.slice(1, slash)), decimal(bits.slice(slash + 1))]
  return {
    kind: 'tls',
    side: server ? 'server' : 'client',
    trust: text.slice(0, mark),
    peer: found.peer,
    protocol,
    cipher,
    bits: used !== null && of !== null ? { used, of } : null,
    ...signatures(rest),
    reused,
    queueId,
  }
}

type Signatures = Pick<EventOf<'tls'>, 'keyExchange' | 'signature' | 'signatureSize' | 'digest'>

/** `key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256` */
function signatures(words: string[]): Signatures {
  const after = (name: string): string | null => {
    const at = words.indexOf(name)
    return at < 0 ? null : (words[at + 1] ?? null)
  }
  const at = words.indexOf('server-signature')
  const size = at < 0 ? undefined : words[at + 2]
  return {
    keyExchange: after('key-exchange'),
    signature: after('server-signature'),
    signatureSize: size?.startsWith('(') ? size.slice(1).replace(')', '') : null,
    digest: after('server-digest'),
  }
}

const failures: { start: string; side: 'server' | 'client' }[] = [
  { start: 'SSL_accept error from ', side: 'server' },
  { start: 'SSL_connect error to ', side: 'client' },
  { start: 'certificate verification failed for ', side: 'client' },
  { start: 'server certificate verification failed for ', side: 'client' },
  { start: 'TLS SNI ', side: 'server' },
]

/** `SSL_accept error from X[…]: -1`, `certificate verification failed for X[…]:25: self-signed certificate`, `Cannot start TLS: …` */
export function readTlsFailure(queueId: string | null, text: string): LogEvent | null {
  if (text.startsWith('Cannot start TLS')) {
    const reason = text.slice(18) || null
    return { kind: 'tls-failed', side: 'client', what: 'Cannot start TLS', peer: nobody, reason, queueId }
  }
  const form = failures.find(({ start }) => text.startsWith(start))
  const found = form && peerAt(text, form.start.length)
  if (!found) return null
  const reason = text.startsWith(': ', found.end) ? text.slice(found.end + 2) : null
  const what = form.start.slice(0, form.start.lastIndexOf(' ', form.start.length - 2))
  return { kind: 'tls-failed', side: form.side, what, peer: found.peer, reason, queueId }
}
