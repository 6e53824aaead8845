// amavisd-new(8): `(06433-01) Blocked SPAM {DiscardedInbound,Quarantined}, [192.0.2.1]:37642 <from> -> <to>,<to>, Queue-ID: …, Message-ID: <…>,
// mail_id: …, Hits: 8.1, size: 1234, queued_as: …, 812 ms` ($log_templ, amavisd.conf).
import type { LogEvent } from '../event'
import { angleEnd, between, decimal, peerAt, until, wholeNumber } from '../scan'

export function parseAmavis(text: string): LogEvent | null {
  const start = text.startsWith('(') ? text.indexOf(') ') + 2 : 0
  const outcome = text.startsWith('Passed ', start) ? 'Passed' : text.startsWith('Blocked ', start) ? 'Blocked' : null
  if (!outcome) return readOther(text, start)
  const category = categoryAt(text, start + outcome.length + 1)
  const sender = text.indexOf(' <', category.end)
  const senderEnd = sender < 0 ? -1 : angleEnd(text, sender + 2)
  const arrow = senderEnd >= 0 && text.startsWith('> -> <', senderEnd) ? senderEnd : -1
  const recipients = arrow < 0 ? { list: [], end: category.end } : addressesAt(text, arrow + 5)
  const tail = text.slice(recipients.end)
  const client = between(text, '[', ']', category.end)
  const milliseconds = wholeNumber(until(tail.slice(tail.lastIndexOf(', ') + 2), ' ms'))
  return {
    kind: 'scanned',
    queueId: between(tail, 'Queue-ID: ', ','),
    messageId: between(tail, 'Message-ID: <', '>,') ?? between(tail, 'Message-ID: <', '>'),
    address:
      client !== null && (sender < 0 || text.indexOf(`[${client}`) < sender) ? (peerAt(`[${client}]`, 0)?.peer.address ?? null) : null,
    user: null,
    sender: arrow < 0 ? null : text.slice(sender + 2, arrow),
    recipients: recipients.list,
    action: `${outcome} ${category.name}`,
    score: decimal(between(`${tail},`, 'Hits: ', ',')),
    limit: null,
    symbols: [],
    forced: null,
    virus: category.name.startsWith('INFECTED') ? category.detail : null,
    size: wholeNumber(between(`${tail},`, 'size: ', ',')),
    seconds: milliseconds === null ? null : milliseconds / 1000,
    nextQueueId: between(`${tail},`, 'queued_as: ', ',')?.split('/')[0] ?? null,
  }
}

/** `INFECTED (Eicar-Test-Signature) {DiscardedInbound}`, `SPAMMY {RelayedTaggedInbound}`, `BAD-HEADER-1` */
function categoryAt(text: string, at: number): { name: string; detail: string | null; end: number } {
  let end = at
  while (end < text.length && !' ,'.includes(text[end] as string)) end++
  const detail = text.startsWith(' (', end) ? between(text, '(', ')', end) : null
  return { name: text.slice(at, end), detail, end }
}

function addressesAt(text: string, at: number): { list: string[]; end: number } {
  const list: string[] = []
  let position = at
  while (text[position] === '<') {
    const end = angleEnd(text, position + 1)
    list.push(text.slice(position + 1, end))
    position = text.startsWith(',<', end + 1) ? end + 2 : end + 1
  }
  return { list, end: position }
}

function readOther(text: string, start: number): LogEvent | null {
  const words = text.slice(start)
  const bad = words.startsWith('(!') || words.startsWith('TROUBLE')
  if (bad) return { kind: 'problem', level: 'error', queueId: null, user: null, text: words }
  return { kind: 'note', what: 'amavis', queueId: null, text: words }
}
