// Roundcube: logs/userlogins.log and logs/errors.log, or syslog with the tag roundcube. The session stands in front in brackets.
import type { LogEvent } from '../event'
import { nobody, plainAddress, until, wholeNumber } from '../scan'
import { signIn, signInFailed } from '../sign-in'

export function parseRoundcube(text: string): LogEvent | null {
  const close = text[0] === '<' ? text.indexOf('> ') : -1
  const session = close < 0 ? null : text.slice(1, close)
  const words = close < 0 ? text : text.slice(close + 2)
  if (words.startsWith('Successful login for ')) return succeeded(words, session)
  if (words.startsWith('Failed login for ')) return failed(words, 17, session, 'failed')
  const imap = words.indexOf('Login failed for ')
  if (imap >= 0 && imap < 48) return failed(words, imap + 17, session, afterAddress(words))
  const level = /^(?:PHP )?(?:Fatal error|Error|IMAP Error|SMTP Error|DB Error|Warning)/i.exec(words)?.[0].toLowerCase()
  if (level) return { kind: 'problem', level: level.includes('warning') ? 'warning' : 'error', queueId: null, user: null, text: words }
  return null
}

/** `Successful login for user (ID: 3) from 192.0.2.1 in session x` */
function succeeded(words: string, session: string | null): LogEvent | null {
  const id = words.lastIndexOf(' (ID: ')
  const from = words.lastIndexOf(' from ')
  if (from < 0) return null
  const user = words.slice(21, id < 0 ? from : id)
  return signIn({
    service: 'webmail',
    user,
    client: { ...nobody, address: addressAt(words, from + 6) },
    session,
  })
}

/** `Failed login for user from 192.0.2.1 in session x (error: 0)`, `IMAP Error: Login failed for user against host from 192.0.2.1. …` */
function failed(words: string, at: number, session: string | null, reason: string): LogEvent | null {
  const from = words.lastIndexOf(' from ')
  if (from < at) return null
  const against = words.lastIndexOf(' against ', from)
  const user = words.slice(at, against >= at ? against : from)
  const client = { ...nobody, address: addressAt(words, from + 6) }
  return signInFailed({
    service: 'webmail',
    user,
    client,
    reason: errorOf(words) ?? reason,
    session,
  })
}

function addressAt(words: string, at: number): string {
  let end = at
  while (end < words.length && !' ,(;'.includes(words[end] as string)) end++
  return plainAddress(words.slice(at, words[end - 1] === '.' ? end - 1 : end))
}

function errorOf(words: string): string | null {
  const at = words.lastIndexOf('(error: ')
  const code = at < 0 ? null : wholeNumber(until(words, ')', at + 8))
  return code === null ? null : `error ${code}`
}

const afterAddress = (words: string): string => {
  const at = words.indexOf('. ', words.lastIndexOf(' from '))
  return at < 0 ? 'failed' : words.slice(at + 2)
}
