// Logs of a known truth for tests and benches: messages on several hosts, their lines interleaved as busy processes write them and a little out of
// order, their queue ids used again as soon as they are free.
import { type Fate, fateOf, type Story } from './story'

const fates = ['delivered', 'handed-over', 'deferred', 'bounced', 'refused', 'deleted'] as const
export type Truth = { messageId: string; host: string; queueId: string; sender: string; size: number; fate: Fate; attempts: number }
export type MadeLine = { at: number; arrives: number; host: string; text: string }

export type MadeLogInput = {
  messages: number
  hosts: readonly string[]
  /** Milliseconds. */
  start: number
  seed?: number
  /** Of the recipients. */
  domain?: string
}

/** Minimal standard generator: the same numbers at every run. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

export function makeLog({ messages, hosts, start, seed = 42, domain = 'example.org' }: MadeLogInput): {
  lines: MadeLine[]
  truths: Truth[]
} {
  const next = randomNumbers(seed)
  const lines: MadeLine[] = []
  const free = new Map<string, { id: string; from: number }[]>(hosts.map((host) => [host, []]))
  const truths = Array.from({ length: messages }, (_, number): Truth => {
    const host = hosts[next(hosts.length)] as string
    const begin = start + number * 40
    const pool = free.get(host) ?? []
    const used = pool.findIndex(({ from }) => from < begin)
    const queueId = used >= 0 ? (pool.splice(used, 1)[0]?.id as string) : (0xa0000000 + number).toString(16).toUpperCase()
    const fate = fates[next(fates.length)] as Fate
    const size = 500 + next(9000)
    const truth = { messageId: `m${number}.${seed}@x`, host, queueId, sender: `s${next(50)}@example.net`, size, fate, attempts: 0 }
    let at = begin
    const say = (tag: string, text: string): void => {
      at += 100 + next(150)
      lines.push({
        at,
        arrives: at + next(90),
        host,
        text: `${new Date(at).toISOString().replace('Z', '000+00:00')} ${host} postfix/${tag}: ${queueId}: ${text}`,
      })
    }
    tellTruth(truth, domain, next, say)
    if (fate !== 'deferred') pool.push({ id: queueId, from: at + 50 })
    return truth
  })
  return { lines: lines.sort((one, other) => one.arrives - other.arrives), truths }
}

/** Writes what Postfix writes about a message with that fate, and counts the attempts. */
function tellTruth(truth: Truth, domain: string, next: (below: number) => number, say: (tag: string, text: string) => void): void {
  const { fate, sender, size, messageId } = truth
  const client = 'mx.example.net[192.0.2.7]'
  const recipient = `b${next(20)}@${domain}`
  say(`smtpd[${1 + next(9)}]`, `client=${client}`)
  say('cleanup[20]', `message-id=<${messageId}>`)
  if (fate === 'refused') {
    // Refused at the end of its data: the queue manager never weighed it.
    truth.size = 0
    say('cleanup[20]', `milter-reject: END-OF-MESSAGE from ${client}: 5.7.1 no; from=<${sender}> to=<${recipient}> proto=ESMTP helo=<x>`)
    return
  }
  say('qmgr[30]', `from=<${sender}>, size=${size}, nrcpt=1 (queue active)`)
  const attempt = (relay: string, dsn: string, status: string): void => {
    truth.attempts++
    say(`smtp[${40 + next(9)}]`, `to=<${recipient}>, relay=${relay}, delay=1, delays=0/0/0/1, dsn=${dsn}, status=${status}`)
  }
  const remote = 'mx.example.com[203.0.113.9]:25'
  for (let tries = next(3) + (fate === 'deferred' || fate === 'deleted' ? 1 : 0); tries > 0; tries--)
    attempt('none', '4.4.1', 'deferred (timed out)')
  if (fate === 'deferred') return
  if (fate === 'delivered') attempt('a[private/dovecot-lmtp]', '2.0.0', 'sent (250 2.0.0 ok)')
  if (fate === 'handed-over') attempt(remote, '2.0.0', 'sent (250 2.0.0 taken)')
  if (fate === 'bounced') attempt(remote, '5.1.1', 'bounced (host said: 550 5.1.1 no)')
  say(fate === 'deleted' ? 'postsuper[50]' : 'qmgr[30]', 'removed')
}

/** What a story says of the same things. */
export const truthOf = (story: Story): Truth => ({
  messageId: story.messageId ?? '',
  host: story.host,
  queueId: story.queueId ?? '',
  sender: story.sender ?? '',
  size: story.size ?? 0,
  fate: story.recipients[0] ? fateOf(story, story.recipients[0]) : 'unknown',
  attempts: story.recipients.reduce((sum, { attempts }) => sum + attempts.length, 0),
})

export const byMessageId = (one: Truth, other: Truth): number => one.messageId.localeCompare(other.messageId)
