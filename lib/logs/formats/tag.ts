// Who wrote a line: syslog's tag (`postfix/submission/smtpd[265]:`), and the parts that programs put into their text.
import { isDigit, wholeNumber } from '../scan'

export type Tag = { program: string; part: string | null; service: string | null; pid: number | null }

/** `tag[pid]: ` at `at`, and where the message starts; null when no tag stands there. */
export function tagAt(text: string, at: number): { tag: Tag; end: number } | null {
  let end = at
  while (end < text.length && end - at < 64 && isTagCharacter(text.charCodeAt(end))) end++
  if (end === at) return null
  const name = text.slice(at, end)
  if (text[end] === '[') {
    const close = text.indexOf(']', end)
    if (close < 0 || close - end > 24 || text[close + 1] !== ':') return null
    return { tag: readTag(name, wholeNumber(text.slice(end + 1, close))), end: afterColon(text, close + 2) }
  }
  return text[end] === ':' ? { tag: readTag(name, null), end: afterColon(text, end + 1) } : null
}

const afterColon = (text: string, at: number): number => (text[at] === ' ' ? at + 1 : at)

// Letters, digits and - . / _ @: what a process may be called in syslog (RFC 3164 4.1.3, wider for Postfix and systemd).
function isTagCharacter(code: number): boolean {
  if (isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return true
  return code === 45 || code === 46 || code === 47 || code === 95 || code === 64
}

/** `postfix/submission/smtpd` -> postfix, smtpd, submission. A second instance (`postfix-out/smtpd`) is Postfix as well. */
export function readTag(name: string, pid: number | null): Tag {
  const last = name.lastIndexOf('/')
  if (last < 0) return { program: name, part: null, service: null, pid }
  const first = name.indexOf('/')
  const program = name.slice(0, first)
  const service = last > first ? name.slice(first + 1, last) : null
  return { program: program.startsWith('postfix') ? 'postfix' : program, part: name.slice(last + 1), service, pid }
}

/** Dovecot names its process in the text: `imap-login: …`, `lmtp(bob)<364><session>: …`. */
export function dovecotPart(text: string): string | null {
  let end = 0
  while (end < 32) {
    const code = text.charCodeAt(end)
    if (!((code >= 97 && code <= 122) || code === 45 || (end > 0 && isDigit(code)))) break
    end++
  }
  const mark = text[end]
  return end > 1 && (mark === ':' || mark === '(' || mark === '<') ? text.slice(0, end) : null
}
