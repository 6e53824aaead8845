// Folds events into stories. Keys are host and queue id; Message-ID is what senders make of it and joins nothing by itself. Queue ids come again
// once a message is gone, lines of two logs come out of order, and a log may begin in the middle: every event finds its story or begins one.
import type { EventOf, LogEvent } from './event'
import type { LogLine } from './line'
import type { ReadEvent } from './read-event'
import { type Joint, newStory, type RecipientStory, recipientOf, type Story, type Timed } from './story'
import { StorySessions } from './story-sessions'
import { beginsAnew, tellStory } from './tell-story'

type Filed = Timed<EventOf<'filed'>>
type Awaited = { story: Story; recipient: RecipientStory }

/** Loose ends of each kind that are kept at most: what has waited longest is let go. */
const mostLoose = 10_000

export class StoryBook {
  readonly #stories = new Map<string, Story>()
  /** Stories without a queue id of their own: refused, or their id is another message's now. */
  readonly #loose = new Set<Story>()
  readonly #sessions = new StorySessions()
  /** Queue ids that a delivery named, by id: the story that has it may be on any host. */
  readonly #next = new Map<string, Story>()
  readonly #byQueueId = new Map<string, Story>()
  readonly #filed = new Map<string, Filed[]>()
  readonly #awaiting = new Map<string, Awaited[]>()
  readonly #notices = new Map<string, Story>()

  #changed = new Set<Story>()

  /** Every story that the event has changed; none when it is about no message. `host` is where the log was read. */
  add(host: string, { line, event }: ReadEvent): Story[] {
    const at = line.at
    if (at === null) return []
    this.#changed = new Set()
    if (event.kind === 'filed') this.#file(host, { ...event, at })
    else if ('queueId' in event && event.queueId) this.#ofMessage(host, event.queueId, event, line, at)
    else this.#ofSession(host, event, line, at)
    return [...this.#changed]
  }

  story(host: string, queueId: string): Story | null {
    return this.#stories.get(keyOf(host, queueId)) ?? null
  }

  /** Forgets what ended before one time, and what was silent since another: a log that was cut never tells of an end. Hands them over. */
  close(ended: number, silent: number): Story[] {
    const over = ({ removedAt, to }: Story): boolean => to < silent || (removedAt !== null && to < ended)
    const closed = [...this.#stories].filter(([, story]) => over(story))
    for (const [key, story] of closed) {
      this.#stories.delete(key)
      if (story.queueId && this.#byQueueId.get(story.queueId) === story) this.#byQueueId.delete(story.queueId)
    }
    const loose = [...this.#loose].filter(({ to }) => to < ended)
    for (const story of loose) this.#loose.delete(story)
    return [...closed.map(([, story]) => story), ...loose]
  }

  #keepLoose(story: Story): void {
    this.#loose.add(story)
    if (this.#loose.size > mostLoose) this.#loose.delete(this.#loose.values().next().value as Story)
  }

  #ofMessage(host: string, queueId: string, event: LogEvent, line: LogLine, at: number): void {
    const story = this.#find(host, queueId, event, at)
    story.from = Math.min(story.from, at)
    story.to = Math.max(story.to, at)
    this.#changed.add(story)
    this.#tell(story, event, line, at)
  }

  #find(host: string, queueId: string, event: LogEvent, at: number): Story {
    const key = keyOf(host, queueId)
    const known = this.#stories.get(key)
    if (known && !beginsAnew(known, event, at)) return known
    const story = newStory(host, queueId, at)
    if (known) this.#keepLoose(known)
    this.#stories.set(key, story)
    this.#byQueueId.set(queueId, story)
    const bounced = this.#notices.get(key)
    if (bounced) this.#join(bounced, story, 'bounce')
    this.#notices.delete(key)
    return story
  }

  #tell(story: Story, event: LogEvent, line: LogLine, at: number): void {
    const session = event.kind === 'accepted' ? this.#sessions.of(story.host, line, event.client) : null
    tellStory(story, event, at, session?.tls ?? null)
    if (event.kind === 'accepted') this.#arrived(story)
    if (event.kind === 'delivery') this.#deliver(story, { ...event, at })
    if (event.kind === 'bounce') this.#bounce(story, event.noticeId)
  }

  #deliver(story: Story, event: Timed<EventOf<'delivery'>>): void {
    const recipient = recipientOf(story, event.recipient, event.originalRecipient)
    recipient.attempts.push(event)
    if (event.nextSession) this.#await(keyOf(story.host, event.nextSession), { story, recipient })
    if (!event.nextQueueId) return
    const next = this.#byQueueId.get(event.nextQueueId)
    // The next story may have come first, from another host's log; the same id here and later is another message's.
    if (next && next !== story && next.before.length === 0 && near(next.from, event.at)) this.#join(story, next, 'next')
    else {
      story.after.push({ why: 'next', host: null, queueId: event.nextQueueId })
      keep(this.#next, event.nextQueueId, story)
    }
  }

  #arrived(story: Story): void {
    const previous = story.queueId ? this.#next.get(story.queueId) : undefined
    if (!previous || previous === story || story.queueId === null) return
    this.#next.delete(story.queueId)
    if (near(previous.to, story.from)) this.#join(previous, story, 'next')
  }

  #bounce(story: Story, noticeId: string): void {
    const notice = this.#stories.get(keyOf(story.host, noticeId))
    if (notice && notice.removedAt === null) this.#join(story, notice, 'bounce')
    else if (notice && notice.to >= story.from) this.#join(story, notice, 'bounce')
    else {
      story.after.push({ why: 'bounce', host: story.host, queueId: noticeId })
      keep(this.#notices, keyOf(story.host, noticeId), story)
    }
  }

  #join(from: Story, to: Story, why: Joint['why']): void {
    const open = from.after.find((joint) => joint.queueId === to.queueId && joint.why === why)
    if (open) open.host = to.host
    else if (to.queueId) from.after.push({ why, host: to.host, queueId: to.queueId })
    if (from.queueId) to.before.push({ why, host: from.host, queueId: from.queueId })
    this.#changed.add(from).add(to)
  }

  /** Dovecot's line may come before Postfix's or after it; the session joins them, and the user where a session has several. */
  #file(host: string, event: Filed): void {
    if (event.session === null) return
    const key = keyOf(host, event.session)
    const waiting = this.#awaiting.get(key) ?? []
    const match = waiting.find(({ recipient }) => recipient.address === event.user) ?? (waiting.length === 1 ? waiting[0] : undefined)
    if (!match) {
      keep(this.#filed, key, [...(this.#filed.get(key) ?? []), event])
      return
    }
    match.recipient.filed.push(event)
    this.#changed.add(match.story)
  }

  #await(key: string, awaited: Awaited): void {
    const loose = this.#filed.get(key) ?? []
    const own = loose.filter(({ user }) => user === awaited.recipient.address)
    const taken = own.length > 0 ? own : loose.slice(0, 1)
    awaited.recipient.filed.push(...taken)
    const left = loose.filter((one) => !taken.includes(one))
    if (left.length > 0) this.#filed.set(key, left)
    else this.#filed.delete(key)
    keep(this.#awaiting, key, [...(this.#awaiting.get(key) ?? []), awaited])
  }

  #ofSession(host: string, event: LogEvent, line: LogLine, at: number): void {
    if (line.program !== 'postfix') return
    if (event.kind === 'connect') this.#sessions.connect(host, line, event.client)
    if (event.kind === 'disconnect') this.#sessions.end(host, line)
    if (event.kind === 'tls' && event.side === 'server') {
      const session = this.#sessions.of(host, line, event.peer)
      if (session) session.tls = event
    }
    if (event.kind === 'decision') this.#refuse(host, { ...event, at }, line)
  }

  /** Refusals of one visit with one sender are one story: a client that tries ten names is told of once. */
  #refuse(host: string, event: Timed<EventOf<'decision'>>, line: LogLine): void {
    const session = this.#sessions.of(host, line, event.client)
    const sender = event.envelope.sender
    const known = session?.refused
    const story = known && known.sender === sender ? known : newStory(host, null, event.at)
    story.sender = sender
    story.to = Math.max(story.to, event.at)
    story.entry ??= { at: event.at, how: 'smtp', client: event.client, tls: session?.tls ?? null, sasl: event.envelope.sasl, uid: null }
    tellStory(story, event, event.at, null)
    if (session) session.refused = story
    this.#keepLoose(story)
    this.#changed.add(story)
  }
}

const keyOf = (host: string, id: string): string => `${host} ${id}`

/** Ten minutes: the same queue id much earlier or later is another message's. */
const near = (one: number, other: number): boolean => Math.abs(one - other) < 600_000_000

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value)
  if (map.size > mostLoose) map.delete(map.keys().next().value as string)
}
