// What the panel tells of a real host in tests: its lines from a moment on, read and folded by the modules that the worker uses.
import type { LogEvent } from '#lib/logs/event'
import type { RecipientStory, Story } from '#lib/logs/story'
import { StoryBook } from '#lib/logs/story-book'
import type { LogPlaces } from '#lib/protocol/log-lines'
import type { OperationOutput } from '#lib/protocol/operations'
import { type LastTimes, readBatch } from '#lib/traces/batch'
import { realRecipients, stateOf } from '#lib/traces/story-state'
import { recipientView, refusalView } from './message-view'
import { momentsOf } from './moments'
import type { MessageView, RecipientView, TimedMoment } from './schema'

const bookOf = 'host'
const everything = { visible: true, sender: true, hidden: 0, whole: true, expansions: true }

export type Told = { state: string; story: Story; recipients: RecipientView[]; refusal: MessageView['refusal']; moments: TimedMoment[] }

/** What the host has behind these places. */
export type ReadLines = (places: LogPlaces) => Promise<OperationOutput<'log-lines'>>

export class ToldByHost {
  readonly #lines: ReadLines
  readonly #book = new StoryBook()
  readonly #stories = new Set<Story>()
  readonly events: LogEvent[] = []
  #places: LogPlaces = {}
  #after: LastTimes = {}
  #turn: Promise<void> = Promise.resolve()

  constructor(lines: ReadLines) {
    this.#lines = lines
  }

  /** What was written before is not looked at. */
  async begin(): Promise<void> {
    await this.#read(() => undefined)
  }

  /** The newest story with that text in an address of its envelope, its Message-ID, or the words with which it was refused. */
  async tell(mark: string): Promise<Told | null> {
    await this.#refresh()
    const story = [...this.#stories].toReversed().find((one) => speaksOf(one, mark))
    return story ? told(story) : null
  }

  async find(fits: (event: LogEvent) => boolean): Promise<LogEvent | null> {
    await this.#refresh()
    return this.events.find(fits) ?? null
  }

  #refresh(): Promise<void> {
    this.#turn = this.#turn.then(() =>
      this.#read((lines) => {
        for (const { read } of lines) {
          this.events.push(read.event)
          for (const story of this.#book.add(bookOf, read)) this.#stories.add(story)
        }
      }),
    )
    return this.#turn
  }

  async #read(take: (lines: Awaited<ReturnType<typeof readBatch>>['lines']) => void): Promise<void> {
    for (let done = false; !done; ) {
      const answer = await this.#lines(this.#places)
      const { parts, zone } = answer
      const { lines, after } = await readBatch({ parts, zone, after: this.#after, nowMs: Date.now(), oldestMs: 0, number: 0 })
      this.#after = after
      this.#places = { ...this.#places, ...Object.fromEntries(parts.map(({ source, place }) => [source, place])) }
      take(lines)
      done = answer.done
    }
  }
}

const speaksOf = ({ sender, messageId, recipients, verdicts }: Story, mark: string): boolean =>
  [
    sender,
    messageId,
    ...recipients.flatMap(({ address, original }: RecipientStory) => [address, original]),
    ...verdicts.map((one) => (one.kind === 'decision' ? one.reason : null)),
  ].some((text) => text?.includes(mark))

function told(story: Story): Told {
  const recipients = realRecipients(story)
  const seen = { ...everything, recipients }
  return {
    state: stateOf(story),
    story,
    recipients: recipients.map((one) => recipientView(story, one, seen)),
    refusal: refusalView(story, seen),
    moments: momentsOf(story, seen),
  }
}
