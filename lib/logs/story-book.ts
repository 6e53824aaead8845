// Folds events into stories. Keys are host and queue id; Message-ID is what senders make of it and joins nothing by itself. Queue ids come again
// once a message is gone, lines of two logs come out of order, and a log may begin in the middle: every event finds its story or begins one.
import type { EventOf, LogEvent } from './event'
import type { LogLine } from './line'
import type { ReadEvent } from './read-event'
import { isRefusal, type Joint, longestTale, newStory, type RecipientStory, recipientOf, type Story, type Timed } from './story'
import { type Session, StorySessions } from './story-sessions'
import { beginsAnew, tellStory } from './tell-story'
import { turnedAway } from './turned-away'

type Filed = Timed<EventOf<'filed'>>
type Awaited = { story: Story; recipient: RecipientStory; at: number }

/** Loose ends of each kind that are kept at most: what has waited longest is let go. */
const mostLoose = 10_000
/** Of those that go along to the next book, and for how long: the two lines are written within moments of each other. */
const mostCarried = 500
const carriedMicros = 120_000_000

/** What a book knows beside its stories, as plain data: the next one begins with it. */
export type Carry = {
  sessions: [string, Session][]
  filed: [string, Filed[]][]
  awaiting: [string, AwaitedName[]][]
}
type AwaitedName = { id: string; address: string; original: string | null; at: number }

export type StoryBookOptions = {
  /** Names a story that begins at that time. */
  name?: (at: number) => string
  carry?: Carry
  /** Of earlier books: the newest of each queue id, and those that lines to come may be about. */
  stories?: Iterable<Story>
}

export class StoryBook {
  readonly #name: (at: number) => string
  readonly #byId = new Map<string, Story>()
  /** By host and queue id. */
  readonly #stories = new Map<string, Map<string, Story>>()
  /** Stories without a queue id of their own: refused, or their id is another message's now. */
  readonly #loose = new Set<Story>()
  readonly #sessions: StorySessions
  /** Queue ids that a delivery named, by id: the story that has it may be on any host. */
  readonly #next = new Map<string, Story>()
  readonly #byQueueId = new Map<string, Story>()
  readonly #filed = new Map<string, Filed[]>()
  readonly #awaiting = new Map<string, Awaited[]>()
  readonly #notices = new Map<string, Story>()

  readonly #absent = new Map<string, AwaitedName[]>()

  #newest = 0
  #changed: Story[] = []

  constructor({ name, carry, stories = [] }: StoryBookOptions = {}) {
    let count = 0
    this.#name = name ?? (() => String(++count))
    this.#sessions = new StorySessions(carry?.sessions)
    for (const story of stories) this.#take(story)
    for (const [key, events] of carry?.filed ?? []) this.#filed.set(key, events)
    for (const [key, awaited] of carry?.awaiting ?? []) this.#awaiting.set(key, this.#recall(key, awaited))
  }

  /**
   * Every story that the event has changed; none when it is about no message. `host` is where the log was read, `name` what the line is called
   * by whoever keeps it.
   */
  add(host: string, { line, event }: ReadEvent, name: string | null = null): Story[] {
    const at = line.at
    if (at === null) return []
    this.#newest = Math.max(this.#newest, at)
    this.#changed = []
    if (event.kind === 'filed') this.#file(host, { ...event, at })
    else if ('queueId' in event && event.queueId) this.#ofMessage(host, event.queueId, event, line, at)
    else this.#ofSession(host, event, line, at, name)
    if (name !== null) for (const story of this.#changed) if (story.lines.length < longestTale) story.lines.push(name)
    return this.#changed
  }

  #touch(story: Story): void {
    if (!this.#changed.includes(story)) this.#changed.push(story)
  }

  /** What the next book has to know of this one, beside the stories. */
  carry(): Carry {
    const since = this.#newest - carriedMicros
    const names = (awaited: readonly Awaited[]): AwaitedName[] =>
      awaited.map(({ story, recipient, at }) => ({ id: story.id, address: recipient.address, original: recipient.original, at }))
    const awaiting = [...this.#awaiting].map(([key, all]): [string, AwaitedName[]] => [
      key,
      [...names(all), ...(this.#absent.get(key) ?? [])],
    ])
    return {
      sessions: this.#sessions.all(),
      filed: [...this.#filed].filter(([, events]) => events.some(({ at }) => at >= since)).slice(-mostCarried),
      awaiting: awaiting.filter(([, all]) => all.some(({ at }) => at >= since)).slice(-mostCarried),
    }
  }

  /** Those whose story is not here are kept by name. */
  #recall(key: string, awaited: readonly AwaitedName[]): Awaited[] {
    this.#absent.set(
      key,
      awaited.filter(({ id }) => !this.#byId.has(id)),
    )
    return awaited.flatMap(({ id, address, original, at }) => {
      const story = this.#byId.get(id)
      return story ? [{ story, recipient: recipientOf(story, address, original), at }] : []
    })
  }

  #take(story: Story): void {
    this.#byId.set(story.id, story)
    if (story.queueId === null) return
    this.#ofHost(story.host).set(story.queueId, story)
    this.#byQueueId.set(story.queueId, story)
    for (const { why, queueId } of story.after.filter((joint) => joint.id === null)) {
      if (why === 'next') this.#next.set(queueId, story)
      else this.#notices.set(keyOf(story.host, queueId), story)
    }
  }

  #begin(host: string, queueId: string | null, at: number): Story {
    const story = newStory(this.#name(at), host, queueId, at)
    this.#byId.set(story.id, story)
    return story
  }

  story(host: string, queueId: string): Story | null {
    return this.#stories.get(host)?.get(queueId) ?? null
  }

  #ofHost(host: string): Map<string, Story> {
    let own = this.#stories.get(host)
    if (!own) {
      own = new Map()
      this.#stories.set(host, own)
    }
    return own
  }

  /** Forgets what ended before one time, and what was silent since another: a log that was cut never tells of an end. Hands them over. */
  close(ended: number, silent: number): Story[] {
    const over = ({ removedAt, to }: Story): boolean => to < silent || (removedAt !== null && to < ended)
    const closed = [...this.#stories.values()].flatMap((own) => [...own].filter(([, story]) => over(story)))
    for (const [key, story] of closed) {
      this.#stories.get(story.host)?.delete(key)
      if (story.queueId && this.#byQueueId.get(story.queueId) === story) this.#byQueueId.delete(story.queueId)
      this.#byId.delete(story.id)
    }
    const loose = [...this.#loose].filter(({ to }) => to < ended)
    for (const story of loose) this.#letGo(story)
    return [...closed.map(([, story]) => story), ...loose]
  }

  #keepLoose(story: Story): void {
    this.#loose.add(story)
    if (this.#loose.size > mostLoose) this.#letGo(this.#loose.values().next().value as Story)
  }

  #letGo(story: Story): void {
    this.#loose.delete(story)
    this.#byId.delete(story.id)
  }

  #ofMessage(host: string, queueId: string, event: LogEvent, line: LogLine, at: number): void {
    const story = this.#find(host, queueId, event, at)
    story.from = Math.min(story.from, at)
    story.to = Math.max(story.to, at)
    this.#touch(story)
    this.#tell(story, event, line, at)
  }

  #find(host: string, queueId: string, event: LogEvent, at: number): Story {
    const own = this.#ofHost(host)
    const known = own.get(queueId)
    if (known && !beginsAnew(known, event, at)) return known
    const story = this.#begin(host, queueId, at)
    if (known) this.#keepLoose(known)
    own.set(queueId, story)
    this.#byQueueId.set(queueId, story)
    if (this.#notices.size > 0) this.#noticed(keyOf(host, queueId), story)
    return story
  }

  #noticed(key: string, story: Story): void {
    const bounced = this.#notices.get(key)
    if (bounced) this.#join(bounced, story, 'bounce')
    this.#notices.delete(key)
  }

  #tell(story: Story, event: LogEvent, line: LogLine, at: number): void {
    const session = event.kind === 'accepted' ? this.#sessions.of(story.host, line, event.client) : null
    if (session) story.lines.unshift(...session.lines)
    if (session?.troubles) story.troubles.push(...session.troubles)
    for (const decision of session?.decided ?? []) tellStory(story, decision, decision.at, null)
    if (session) delete session.decided
    tellStory(story, event, at, session?.tls ?? null)
    if (event.kind === 'accepted') this.#arrived(story)
    if (event.kind === 'delivery') this.#deliver(story, { ...event, at })
    if (event.kind === 'bounce') this.#bounce(story, event.noticeId)
  }

  #deliver(story: Story, event: Timed<EventOf<'delivery'>>): void {
    const recipient = recipientOf(story, event.recipient, event.originalRecipient)
    recipient.attempts.push(event)
    if (event.nextSession) this.#await(keyOf(story.host, event.nextSession), { story, recipient, at: event.at })
    if (!event.nextQueueId) return
    const next = this.#byQueueId.get(event.nextQueueId)
    // The next story may have come first, from another host's log; the same id here and later is another message's.
    if (next && next !== story && next.before.length === 0 && near(next.from, event.at)) this.#join(story, next, 'next')
    else {
      story.after.push({ why: 'next', host: null, queueId: event.nextQueueId, id: null })
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
    const notice = this.story(story.host, noticeId)
    if (notice && notice.removedAt === null) this.#join(story, notice, 'bounce')
    else if (notice && notice.to >= story.from) this.#join(story, notice, 'bounce')
    else {
      story.after.push({ why: 'bounce', host: null, queueId: noticeId, id: null })
      keep(this.#notices, keyOf(story.host, noticeId), story)
    }
  }

  #join(from: Story, to: Story, why: Joint['why']): void {
    const open = from.after.find((joint) => joint.queueId === to.queueId && joint.why === why)
    if (open) Object.assign(open, { host: to.host, id: to.id })
    else if (to.queueId) from.after.push({ why, host: to.host, queueId: to.queueId, id: to.id })
    if (from.queueId) to.before.push({ why, host: from.host, queueId: from.queueId, id: from.id })
    this.#touch(from)
    this.#touch(to)
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
    this.#touch(match.story)
  }

  #await(key: string, awaited: Awaited): void {
    const loose = this.#filed.get(key) ?? []
    const own = loose.filter(({ user }) => user === awaited.recipient.address)
    const taken = own.length > 0 ? own : loose.slice(0, 1)
    awaited.recipient.filed.push(...taken)
    const left = loose.filter((one) => !taken.includes(one))
    if (left.length > 0) this.#filed.set(key, left)
    else this.#filed.delete(key)
    if (taken.length === 0) keep(this.#awaiting, key, [...(this.#awaiting.get(key) ?? []), awaited])
  }

  #ofSession(host: string, event: LogEvent, line: LogLine, at: number, name: string | null): void {
    if (line.program !== 'postfix') return
    const told = name === null ? [] : [name]
    if (event.kind === 'connect') this.#sessions.connect(host, line, event.client).lines.push(...told)
    if (event.kind === 'disconnect') this.#sessions.end(host, line)
    if (event.kind === 'tls' && event.side === 'server') {
      const session = this.#sessions.of(host, line, event.peer)
      if (session) {
        session.tls = event
        session.lines.push(...told)
      }
    }
    if (event.kind === 'milter-failed') {
      const session = this.#sessions.ofProcess(host, line)
      if (session) {
        session.troubles = [...(session.troubles ?? []), { ...event, at }]
        session.lines.push(...told)
      }
    }
    if (event.kind === 'rate-limited') this.#refuse(host, { ...turnedAway(event), at }, line)
    if (event.kind !== 'decision') return
    const session = this.#sessions.of(host, line, event.client)
    if (session && !isRefusal(event)) {
      session.decided = [...(session.decided ?? []), { ...event, at }]
      session.lines.push(...told)
    } else this.#refuse(host, { ...event, at }, line)
  }

  /** Refusals of one visit with one sender are one story: a client that tries ten names is told of once. */
  #refuse(host: string, event: Timed<EventOf<'decision'>>, line: LogLine): void {
    const session = this.#sessions.of(host, line, event.client)
    const sender = event.envelope.sender
    const known = session?.refused ? this.#byId.get(session.refused) : undefined
    const story = known && known.sender === sender ? known : this.#begin(host, null, event.at)
    if (story !== known) story.lines.push(...(session?.lines ?? []))
    story.sender = sender
    story.to = Math.max(story.to, event.at)
    story.entry ??= { at: event.at, how: 'smtp', client: event.client, tls: session?.tls ?? null, sasl: event.envelope.sasl, uid: null }
    tellStory(story, event, event.at, null)
    if (session) session.refused = story.id
    this.#keepLoose(story)
    this.#touch(story)
  }
}

const keyOf = (host: string, id: string): string => `${host} ${id}`

/** Ten minutes: the same queue id much earlier or later is another message's. */
const near = (one: number, other: number): boolean => Math.abs(one - other) < 600_000_000

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value)
  if (map.size > mostLoose) map.delete(map.keys().next().value as string)
}
