// What was decided about a client, a recipient or a message: `action: STAGE from client: words; from=<…> to=<…> proto=… helo=<…>`
// (smtpd_check.c log_whatsup, cleanup_milter.c, postscreen_smtpd.c; postscreen puts commas between) and cleanup's own checks
// (cleanup_message.c): `action: header NAME: text from client; envelope: words`.
import type { Envelope, EventOf, Peer } from '../event'
import { parseReply } from '../reply'
import { angleEnd, nobody, peerAt, readPairs } from '../scan'

const checks = ['header', 'body', 'mime-header', 'nested-header'] as const

const actions = new Set([
  'reject',
  'reject_warning',
  'warn',
  'info',
  'hold',
  'discard',
  'filter',
  'redirect',
  'delay',
  'bcc',
  'prepend',
  'replace',
  'strip',
  'pass',
  'permit',
  'defer',
  'warning',
  'trace',
])

const isAction = (word: string): boolean => actions.has(word) || word.startsWith('milter-') || word.startsWith('proxy-')

export function readDecision(queueId: string | null, text: string): EventOf<'decision'> | null {
  const colon = text.indexOf(': ')
  if (colon < 0 || colon > 24) return null
  const action = text.slice(0, colon)
  if (!isAction(action)) return null
  const check = checks.find((word) => text.startsWith(word, colon + 2) && text[colon + 2 + word.length] === ' ')
  if (!check && (action === 'warning' || action === 'info')) return null
  return check ? checked(queueId, action, check, text, colon + 3 + check.length) : whatsup(queueId, action, text, colon + 2)
}

function whatsup(queueId: string | null, action: string, text: string, at: number): EventOf<'decision'> | null {
  const head = stageAndClient(text, at)
  if (!head) return null
  const envelopeAt = envelopeStart(text, head.end)
  const said = text.slice(head.end, envelopeAt < 0 ? text.length : envelopeAt).replace(/^: /, '')
  const reply = parseReply(said)
  const coded = reply.code !== null || reply.enhanced !== null
  const { subject, rest } = splitSubject(reply.words)
  return {
    kind: 'decision',
    queueId,
    action,
    stage: head.stage,
    client: head.client,
    reply: coded ? reply : null,
    subject,
    reason: rest,
    envelope: readEnvelope(text, envelopeAt),
  }
}

/** cleanup(8) warns, and says no more, when a message has been on the way too often: `message rejected: hopcount exceeded` (cleanup_envelope.c). */
export function readGivenUp(queueId: string, text: string): EventOf<'decision'> | null {
  if (!text.startsWith('message rejected: ')) return null
  const envelope = { sender: null, recipient: null, protocol: null, helo: null, tls: null, sasl: null }
  return {
    kind: 'decision',
    queueId,
    action: 'reject',
    stage: 'message',
    client: nobody,
    reply: null,
    subject: null,
    reason: text.slice(18),
    envelope,
  }
}

type Head = { stage: string; client: Peer; end: number }

/** `RCPT from name[address]`, `END-OF-MESSAGE from …`; what a proxy decided names the stage alone. */
function stageAndClient(text: string, at: number): Head | null {
  const mark = text.indexOf(' from ', at)
  const colon = text.indexOf(':', at)
  if (mark >= 0 && (colon < 0 || mark < colon)) {
    const stage = text.slice(at, mark)
    const found = peerAt(text, mark + 6)
    if (found) return { stage, client: found.peer, end: found.end }
    const end = wordEnd(text, mark + 6)
    return { stage, client: { ...nobody, name: text.slice(mark + 6, end) }, end }
  }
  return colon > at ? { stage: text.slice(at, colon), client: nobody, end: colon } : null
}

function wordEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && text[end] !== ':' && text[end] !== ';' && text[end] !== ' ') end++
  return end
}

/** The envelope starts after a semicolon with one of four names; words before it may hold semicolons too, and a quoted subject anything. */
function envelopeStart(text: string, at: number): number {
  let position = at
  const open = text.indexOf('<', at)
  if (open >= 0 && open - at < 16) {
    const end = angleEnd(text, open + 1)
    if (text.startsWith('>: ', end)) position = end
  }
  for (let mark = text.indexOf(';', position); mark >= 0; mark = text.indexOf(';', mark + 1)) {
    if (startsEnvelope(text, mark + 2)) return mark
  }
  return -1
}

const startsEnvelope = (text: string, at: number): boolean =>
  text.startsWith('from=<', at) || text.startsWith('to=<', at) || text.startsWith('proto=', at) || text.startsWith('helo=<', at)

/** `<subject>: words`, where a rule speaks of a name or an address. */
function splitSubject(words: string): { subject: string | null; rest: string } {
  if (words[0] !== '<') return { subject: null, rest: words }
  const end = angleEnd(words, 1)
  return words.startsWith('>: ', end) ? { subject: words.slice(1, end), rest: words.slice(end + 3) } : { subject: null, rest: words }
}

function readEnvelope(text: string, mark: number): Envelope {
  const pairs = mark < 0 ? new Map<string, string>() : readPairs(text, mark + 2, ' ')
  const [method, user, sender] = [pairs.get('sasl_method'), pairs.get('sasl_username'), pairs.get('sasl_sender')]
  return {
    sender: pairs.get('from') ?? null,
    recipient: pairs.get('to') ?? null,
    protocol: pairs.get('proto') ?? null,
    helo: pairs.get('helo') ?? null,
    tls: null,
    sasl: method || user || sender ? { method: method ?? null, user: user ?? null, sender: sender ?? null } : null,
  }
}

/** The checked line is a stranger's: what follows it is found from the end. */
function checked(queueId: string | null, action: string, stage: string, text: string, at: number): EventOf<'decision'> {
  const envelopeAt = lastEnvelope(text, at)
  const contentEnd = envelopeAt < 0 ? text.length : envelopeAt
  const from = text.lastIndexOf(' from ', contentEnd)
  const found = from >= at ? peerAt(text, from + 6) : null
  const origin = from >= at && (found || text.startsWith('local', from + 6))
  const tail = envelopeAt < 0 ? null : envelopeTail(text, envelopeAt)
  const reply = tail ? parseReply(tail) : null
  return {
    kind: 'decision',
    queueId,
    action,
    stage,
    client: found?.peer ?? nobody,
    reply: reply && (reply.code !== null || reply.enhanced) ? reply : null,
    subject: text.slice(at, origin ? from : contentEnd),
    reason: reply?.words ?? '',
    envelope: readEnvelope(text, envelopeAt),
  }
}

function lastEnvelope(text: string, at: number): number {
  for (let mark = text.lastIndexOf('; '); mark >= at; mark = text.lastIndexOf('; ', mark - 1)) {
    if (startsEnvelope(text, mark + 2)) return mark
  }
  return -1
}

/** After the envelope, `: ` and the rule's own words. */
function envelopeTail(text: string, mark: number): string | null {
  const helo = text.indexOf('helo=<', mark)
  const start = helo >= 0 ? angleEnd(text, helo + 6) + 1 : text.indexOf(': ', mark)
  return start >= 0 && text.startsWith(': ', start) ? text.slice(start + 2) : null
}
