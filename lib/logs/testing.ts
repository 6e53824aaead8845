// Logs of a known truth for tests and benches: messages of several recipients on several hosts, their lines interleaved as busy processes write
// them and a little out of order, their queue ids used again as soon as they are free, and among them lines that were cut before they said whose
// they are.
import { type Fate, fateOf, type Story } from './story'

const fates = ['delivered', 'handed-over', 'deferred', 'bounced', 'refused', 'deleted'] as const
type Lived = (typeof fates)[number]
export type RecipientTruth = { address: string; fate: Fate; attempts: number }
export type Truth = { messageId: string; host: string; queueId: string; sender: string; size: number; recipients: RecipientTruth[] }
export type MadeLine = { at: number; arrives: number; host: string; text: string }
/** What one line counts. */
export type MadeCount = { at: number; measure: 'received' | 'sent' | 'deferred' | 'bounced' | 'rejected'; recipient: string }
export type MadeLog = { lines: MadeLine[]; truths: Truth[]; counts: MadeCount[] }

export type MadeLogInput = {
  messages: number
  hosts: readonly string[]
  /** Milliseconds. */
  start: number
  seed?: number
  /** Of the recipients. */
  domain?: string
  /** Milliseconds from one message to the next. */
  pace?: number
}

/** Minimal standard generator: the same numbers at every run. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const stampOf = (at: number): string => new Date(at).toISOString().replace('Z', '000+00:00')

export function makeLog({ messages, hosts, start, seed = 42, domain = 'example.org', pace = 40 }: MadeLogInput): MadeLog {
  const next = randomNumbers(seed)
  const made: MadeLog = { lines: [], truths: [], counts: [] }
  const free = new Map<string, { id: string; from: number }[]>(hosts.map((host) => [host, []]))
  for (let number = 0; number < messages; number++) {
    const host = hosts[next(hosts.length)] as string
    const begin = start + number * pace
    const pool = free.get(host) ?? []
    const used = pool.findIndex(({ from }) => from < begin)
    const queueId = used >= 0 ? (pool.splice(used, 1)[0]?.id as string) : (0xa0000000 + number).toString(16).toUpperCase()
    const truth = {
      messageId: `m${number}.${seed}@x`,
      host,
      queueId,
      sender: `s${next(50)}@example.net`,
      size: 500 + next(9000),
      recipients: [],
    }
    let at = begin
    const say = (tag: string, text: string): number => {
      at += 100 + next(150)
      made.lines.push({ at, arrives: at + next(140), host, text: `${stampOf(at)} ${host} postfix/${tag}: ${queueId}: ${text}` })
      return at
    }
    const gone = tellTruth(truth, domain, next, say, (count) => made.counts.push(count))
    if (number % 50 === 0) made.lines.push(cutLine(host, at + next(90), next))
    truth.recipients.sort(byAddress)
    made.truths.push(truth)
    if (gone) pool.push({ id: queueId, from: at + 50 })
  }
  made.lines.sort((one, other) => one.arrives - other.arrives)
  return made
}

const cutLine = (host: string, at: number, next: (below: number) => number): MadeLine => ({
  at,
  arrives: at,
  host,
  text: `${stampOf(at)} ${host} postfix/smtp[41]: AB`.slice(0, 30 + next(24)),
})

type Say = (tag: string, text: string) => number
type Count = (count: MadeCount) => void

/** Writes what Postfix writes about a message of that fate, and notes what became of each recipient. Whether its queue id is free again. */
function tellTruth(truth: Truth, domain: string, next: (below: number) => number, say: Say, count: Count): boolean {
  const { sender, size, messageId } = truth
  const client = 'mx.example.net[192.0.2.7]'
  const first = next(20)
  const whole = fates[next(fates.length)] as Lived
  say(`smtpd[${1 + next(9)}]`, `client=${client}`)
  say('cleanup[20]', `message-id=<${messageId}>`)
  if (whole === 'refused') {
    // Refused at the end of its data: the queue manager never weighed it.
    truth.size = 0
    const address = `b${first}@${domain}`
    const words = `from=<${sender}> to=<${address}> proto=ESMTP helo=<x>`
    const at = say('cleanup[20]', `milter-reject: END-OF-MESSAGE from ${client}: 5.7.1 no; ${words}`)
    count({ at, measure: 'rejected', recipient: address })
    truth.recipients.push({ address, fate: 'refused', attempts: 0 })
    return true
  }
  const number = 1 + (next(3) === 0 ? next(4) : 0)
  say('qmgr[30]', `from=<${sender}>, size=${size}, nrcpt=${number} (queue active)`)
  for (let at = 0; at < number; at++) {
    const fate = at === 0 || whole === 'deleted' ? whole : (fates[next(4)] as Lived)
    const recipient = { address: `b${first + at}@${domain}`, fate, attempts: 0 }
    truth.recipients.push(recipient)
    tellDelivery(recipient, next, say, count)
  }
  if (truth.recipients.some(({ fate }) => fate === 'deferred')) return false
  say(whole === 'deleted' ? 'postsuper[50]' : 'qmgr[30]', 'removed')
  return true
}

function tellDelivery(recipient: RecipientTruth, next: (below: number) => number, say: Say, count: Count): void {
  const { address, fate } = recipient
  const attempt = (relay: string, dsn: string, status: string, measure: MadeCount['measure']): void => {
    recipient.attempts++
    const at = say(`smtp[${40 + next(9)}]`, `to=<${address}>, relay=${relay}, delay=1, delays=0/0/0/1, dsn=${dsn}, status=${status}`)
    count({ at, measure, recipient: address })
  }
  const remote = 'mx.example.com[203.0.113.9]:25'
  for (let tries = next(3) + (fate === 'deferred' || fate === 'deleted' ? 1 : 0); tries > 0; tries--)
    attempt('none', '4.4.1', 'deferred (timed out)', 'deferred')
  if (fate === 'delivered') attempt('a[private/dovecot-lmtp]', '2.0.0', 'sent (250 2.0.0 ok)', 'received')
  if (fate === 'handed-over') attempt(remote, '2.0.0', 'sent (250 2.0.0 taken)', 'sent')
  if (fate === 'bounced') attempt(remote, '5.1.1', 'bounced (host said: 550 5.1.1 no)', 'bounced')
}

const byAddress = (one: RecipientTruth, other: RecipientTruth): number => (one.address < other.address ? -1 : 1)

/** What a story says of the same things. */
export const truthOf = (story: Story): Truth => ({
  messageId: story.messageId ?? '',
  host: story.host,
  queueId: story.queueId ?? '',
  sender: story.sender ?? '',
  size: story.size ?? 0,
  recipients: story.recipients
    .map((recipient) => ({ address: recipient.address, fate: fateOf(story, recipient), attempts: recipient.attempts.length }))
    .sort(byAddress),
})

export const byMessageId = (one: Truth, other: Truth): number => (one.messageId < other.messageId ? -1 : 1)
