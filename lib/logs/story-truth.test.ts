// A log of known truth: thousands of messages on two hosts, their lines interleaved as busy processes write them and a little out of order, their
// queue ids used again as soon as they are free. What the stories say has to be what was done.
import { expect, it } from 'vitest'
import { readEvent } from './read-event'
import { type Fate, fateOf, type Story } from './story'
import { StoryBook } from './story-book'

const context = { zone: 'UTC', reference: Date.UTC(2026, 10, 21) * 1000 }
const start = Date.UTC(2026, 10, 20, 6)
const fates = ['delivered', 'handed-over', 'deferred', 'bounced', 'refused', 'deleted'] as const
type Truth = { messageId: string; host: string; queueId: string; sender: string; size: number; fate: Fate; attempts: number }
type Line = { at: number; arrives: number; host: string; text: string }

function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647
    yield state
  }
}

function makeLog(count: number): { lines: Line[]; truths: Truth[] } {
  const random = numbers(42)
  const next = (below: number): number => random.next().value % below
  const lines: Line[] = []
  const free: Record<string, { id: string; from: number }[]> = { a: [], b: [] }
  const truths = Array.from({ length: count }, (_, number): Truth => {
    const host = next(2) === 0 ? 'a' : 'b'
    const begin = start + number * 40
    const used = free[host]?.findIndex(({ from }) => from < begin) ?? -1
    const queueId = used >= 0 ? (free[host]?.splice(used, 1)[0]?.id as string) : (0xa0000000 + number).toString(16).toUpperCase()
    const fate = fates[next(fates.length)] as Fate
    const truth = {
      messageId: `m${number}@x`,
      host,
      queueId,
      sender: `s${next(50)}@example.net`,
      size: 500 + next(9000),
      fate,
      attempts: 0,
    }
    let at = begin
    const say = (tag: string, text: string): void => {
      at += 100 + next(150)
      lines.push({ at, arrives: at + next(90), host, text: `${new Date(at).toISOString()} ${host} postfix/${tag}: ${queueId}: ${text}` })
    }
    tellTruth(truth, next, say)
    if (fate !== 'deferred') free[host]?.push({ id: queueId, from: at + 50 })
    return truth
  })
  return { lines: lines.sort((one, other) => one.arrives - other.arrives), truths }
}

/** Writes what Postfix writes about a message with that fate, and counts the attempts. */
function tellTruth(truth: Truth, next: (below: number) => number, say: (tag: string, text: string) => void): void {
  const { fate, sender, size, messageId } = truth
  const client = 'mx.example.net[192.0.2.7]'
  say(`smtpd[${1 + next(9)}]`, `client=${client}`)
  say('cleanup[20]', `message-id=<${messageId}>`)
  if (fate === 'refused') {
    say('cleanup[20]', `milter-reject: END-OF-MESSAGE from ${client}: 5.7.1 no; from=<${sender}> to=<b@example.org> proto=ESMTP helo=<x>`)
    return
  }
  say('qmgr[30]', `from=<${sender}>, size=${size}, nrcpt=1 (queue active)`)
  const to = 'to=<b@example.org>, relay='
  const attempt = (relay: string, dsn: string, status: string): void => {
    truth.attempts++
    say(`smtp[${40 + next(9)}]`, `${to}${relay}, delay=1, delays=0/0/0/1, dsn=${dsn}, status=${status}`)
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

const told = (story: Story): Truth => ({
  messageId: story.messageId ?? '',
  host: story.host,
  queueId: story.queueId ?? '',
  sender: story.sender ?? '',
  size: story.size ?? 0,
  fate: story.recipients[0] ? fateOf(story, story.recipients[0]) : 'unknown',
  attempts: story.recipients.reduce((sum, { attempts }) => sum + attempts.length, 0),
})

it('every message has its own story with its own fate, and none is lost or told twice', () => {
  const { lines, truths } = makeLog(5000)
  expect(new Set(truths.map(({ host, queueId }) => host + queueId)).size).toBeLessThan(truths.length / 2)
  const book = new StoryBook()
  for (const { host, text } of lines) book.add(host, readEvent(text, context))
  const stories = book.close(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).map(told)
  const sizeless = truths.map((truth) => (truth.fate === 'refused' ? { ...truth, size: 0 } : truth))
  const byId = (one: Truth, other: Truth): number => one.messageId.localeCompare(other.messageId)
  expect(stories.sort(byId)).toEqual(sizeless.sort(byId))
}, 60_000)
