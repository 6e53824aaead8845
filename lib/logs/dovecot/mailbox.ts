// Mail on its way into a mailbox and inside it: lmtp and lda (mail-deliver.c), Pigeonhole's actions (sieve-actions.c, sieve-result.c, ext-*),
// the ends of sessions (imap-client.c, pop3-client.c) and the mail_log plugin.
import type { EventOf, LogEvent } from '../event'
import { angleEnd, between, nobody, peerAt, plainAddress, until, wholeNumber } from '../scan'
import type { Prefix } from './prefix'

/** `Connect from local`, `Disconnect from 192.0.2.1: Logged out (state=READY)` */
export function readLmtp(text: string): LogEvent | null {
  const connect = text.startsWith('Connect from ')
  if (!connect && !text.startsWith('Disconnect from ')) return null
  const start = connect ? 13 : 16
  const end = text.indexOf(': ', start)
  const from = end < 0 ? text.slice(start) : text.slice(start, end)
  const client = peerAt(from, 0)?.peer ?? (from === 'local' ? nobody : { ...nobody, address: plainAddress(from.replace(/^\[|\]$/g, '')) })
  return connect ? { kind: 'lmtp-connect', client } : { kind: 'lmtp-disconnect', client, reason: end < 0 ? '' : text.slice(end + 2) }
}

/** `[SESSION: ][sieve: ]msgid=<…>: words` */
export function readFiled(prefix: Prefix): LogEvent | null {
  const { rest } = prefix
  const user = prefix.user ?? ''
  const at = rest.indexOf('msgid=')
  const sieveAt = rest.indexOf('sieve: ')
  const bySieve = sieveAt >= 0 && sieveAt < 40 && (at < 0 || sieveAt < at)
  if (at < 0 || at > 60) return bySieve ? sieveNote(prefix, user, rest.slice(sieveAt + 7)) : null
  const session = prefix.session ?? sessionBefore(rest, bySieve ? sieveAt : at)
  const angled = rest[at + 6] === '<'
  const mark = angled ? rest.lastIndexOf('>: ') : rest.indexOf(': ', at)
  if (mark < at) return null
  const id = rest.slice(angled ? at + 7 : at + 6, mark)
  const words = rest.slice(mark + (angled ? 3 : 2))
  const messageId = id === '' || id === 'unspecified' ? null : id
  return { kind: 'filed', user, session, messageId, ...readAction(words), bySieve }
}

const sieveNote = ({ session, level }: Prefix, user: string, text: string): EventOf<'sieve-note'> => ({
  kind: 'sieve-note',
  user,
  session,
  text,
  level: level === 'debug' ? 'info' : level,
})

function sessionBefore(text: string, end: number): string | null {
  const words = text.slice(0, end).replace(/: $/, '')
  return words === '' || words.includes(' ') ? null : words
}

type Action = Pick<EventOf<'filed'>, 'action' | 'folder' | 'to' | 'reason'>

/** Words that tell an action, in the order in which they are looked for. */
const actions: [words: string, action: string][] = [
  ['failed to store into mailbox', 'failed'],
  ['save failed to', 'failed'],
  ['stored mail into mailbox', 'stored'],
  ['saved mail to ', 'stored'],
  ['discarded duplicate forward', 'duplicate'],
  ['discarded duplicate vacation', 'vacation-suppressed'],
  ['discarded duplicate', 'duplicate'],
  ['discarding duplicate', 'duplicate'],
  ['sent vacation response', 'vacation'],
  ['vacation', 'vacation-suppressed'],
  ['marked message to be discarded', 'discarded'],
  ['discarded', 'discarded'],
  ['discard action', 'discarded'],
  ['forwarded to', 'redirected'],
  ['redirect action', 'redirected'],
  ['rejected message', 'rejected'],
  ['reject', 'rejected'],
  ['sent notification', 'notified'],
  ['notify', 'notified'],
  ['duplicate', 'duplicate'],
]

function readAction(words: string): Action {
  const lower = words.toLowerCase()
  const found = actions.find(([text]) => lower.includes(text))
  const action = found?.[1] ?? 'other'
  const reason =
    action === 'other' || action.startsWith('vacation-') || action === 'rejected' ? words : action === 'failed' ? failure(words) : null
  return { action, folder: folderOf(words, lower), to: addressOf(words, action), reason }
}

/** `… into mailbox 'Junk'`, `saved mail to INBOX`, `save failed to INBOX: words` */
function folderOf(words: string, lower: string): string | null {
  const mark = lower.indexOf("mailbox '")
  if (mark >= 0) {
    const end = words.lastIndexOf("'")
    return end > mark + 9 ? words.slice(mark + 9, end) : null
  }
  const saved = lower.indexOf('saved mail to ')
  if (saved >= 0) return words.slice(saved + 14)
  const failed = lower.indexOf('save failed to ')
  return failed < 0 ? null : until(words, ': ', failed + 15).replace(/^mailbox /, '')
}

const failure = (words: string): string => {
  const mark = words.indexOf(': ')
  return mark < 0 ? words : words.slice(words.indexOf("': ") > 0 ? words.indexOf("': ") + 3 : mark + 2)
}

function addressOf(words: string, action: string): string | null {
  if (action === 'stored' || action === 'failed') return null
  const start = words.indexOf('<')
  return start < 0 ? null : words.slice(start + 1, angleEnd(words, start + 1)) || null
}

const endings = ['Disconnected', 'Logged out', 'Connection closed', 'Session ended', 'Disconnect']

/** `Disconnected: Logged out in=27 out=654 deleted=0 …`, pop3's `top=0/0, retr=1/500, del=0/1, size=600` */
export function readSessionEnd({ part, user, session, rest }: Prefix): LogEvent | null {
  if (user === null || !endings.some((word) => rest.startsWith(word))) return null
  const counts: Record<string, number> = {}
  let reasonEnd = rest.length
  for (const word of rest.split(' ').reverse()) {
    const equals = word.indexOf('=')
    const value = equals < 1 ? null : wholeNumber(until(word.replace(/,$/, ''), '/', equals + 1))
    if (value === null) break
    counts[word.slice(0, equals)] = value
    reasonEnd -= word.length + 1
  }
  return { kind: 'session-ended', service: part, user, reason: rest.slice(0, Math.max(0, reasonEnd)), session, counts }
}

const mailActions = [
  'delete',
  'undelete',
  'expunge',
  'save',
  'copy',
  'append',
  'mailbox_create',
  'mailbox_delete',
  'mailbox_rename',
  'flag_change',
] as const

/** mail_log: `expunge: box=INBOX, uid=1, msgid=<…>, size=5`, `copy from INBOX: box=Trash, uid=2, …` */
export function readMailboxAction({ user, session, rest }: Prefix): LogEvent | null {
  const action = mailActions.find((word) => rest.startsWith(word))
  const mark = rest.indexOf(': ')
  if (!action || user === null || mark < 0) return null
  const fields = rest.slice(mark + 2)
  if (!fields.startsWith('box=')) return null
  const uidAt = fields.indexOf(', uid=')
  const id = between(fields, ', msgid=', ', ', uidAt)
  return {
    kind: 'mailbox-action',
    user,
    session,
    action,
    folder: uidAt < 0 ? until(fields, ', ', 4) : fields.slice(4, uidAt),
    from: rest.startsWith(' from ', action.length) ? rest.slice(action.length + 6, mark) : null,
    uid: uidAt < 0 ? null : wholeNumber(until(fields, ',', uidAt + 6)),
    messageId: id?.replace(/^<|>$/g, '') || null,
    size: wholeNumber(between(`${fields},`, ', size=', ',', uidAt)),
  }
}
