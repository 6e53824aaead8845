// A line of any Dovecot process, 2.3 and 2.4.
import type { LogEvent } from '../event'
import { dovecotPart } from '../formats/tag'
import type { LogLine } from '../line'
import { until } from '../scan'
import { readAuth } from './auth'
import { loginService, readLogin } from './login'
import { readFiled, readLmtp, readMailboxAction, readSessionEnd } from './mailbox'
import { type Prefix, readPrefix } from './prefix'

export function parseDovecot({ text, part }: Pick<LogLine, 'text' | 'part'>): LogEvent | null {
  const named = part ?? dovecotPart(text)
  if (named === null) return readProgram(text)
  const prefix = readPrefix(text, named)
  return ofProcess(prefix) ?? ofLevel(prefix)
}

function ofProcess(prefix: Prefix): LogEvent | null {
  const { part, rest } = prefix
  const service = loginService(part)
  if (service) return readLogin(service, rest)
  if (part === 'lmtp' || part === 'lda') return readFiled(prefix) ?? readLmtp(rest)
  if (part === 'auth' || part === 'auth-worker') return readAuth(rest)
  if (part === 'master') return readProgram(rest)
  return readSessionEnd(prefix) ?? readMailboxAction(prefix) ?? readFiled(prefix)
}

/** Warnings and worse are told as what they are; debugging is of no weight. Other words nobody here knows. */
function ofLevel({ user, level, rest, part }: Prefix): LogEvent | null {
  if (level === 'debug') return { kind: 'note', what: `${part} debug`, queueId: null, text: rest }
  return level === 'info' ? null : { kind: 'problem', level, queueId: null, user, text: rest }
}

/** `Dovecot v2.3.19.1 (9b53102964) starting up for imap, lmtp`, `Killed with signal 15 (by pid=1 …)` (master/main.c) */
function readProgram(text: string): LogEvent | null {
  if (text.startsWith('Dovecot v')) {
    const at = text.indexOf(' starting up')
    return { kind: 'program', what: 'daemon started', version: until(text, ' ', 9), detail: at < 0 ? null : text.slice(at + 13) }
  }
  if (text.startsWith('Killed with signal ')) return { kind: 'program', what: 'terminating', version: null, detail: text.slice(19) }
  if (text.startsWith('SIGHUP received')) return { kind: 'program', what: 'reload', version: null, detail: null }
  return null
}
