// One conversation with one agent over any byte stream: requests get ids and deadlines, answers are matched by id. A request that misses its
// deadline ends the channel, because nobody knows how far it got; so does a line that is too long or is no answer. When the channel
// ends, whatever is in flight fails at once. The agent answers in order, one after another.
import type { Duplex } from 'node:stream'
import { AppError } from '#lib/errors'
import { lineBytesMax, type Operation } from '#lib/protocol/operations'
import { type WireResponse, wireResponse } from '#lib/protocol/wire'
import { AgentFailure } from './agent-failure'
import { lineSplitter } from './json-lines'

type Waiting = { op: Operation; resolve: (output: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** The agent gives up by itself at the deadline and says so; we wait a little longer for its word. */
const graceMs = 2_000

export class AgentChannel {
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #ended: AppError | null = null

  constructor(
    private readonly host: string,
    private readonly stream: Duplex,
    private readonly onEnd: () => void,
  ) {
    const split = lineSplitter(lineBytesMax)
    stream.on('data', (chunk: Buffer) => {
      try {
        for (const line of split(chunk)) this.#receive(line)
      } catch (error) {
        this.end(new AppError('agent_protocol', { subject: host, detail: 'what came is no answer', cause: error }))
      }
    })
    stream.on('error', (error: Error) =>
      this.end(new AppError('host_unreachable', { subject: host, detail: 'the channel broke', cause: error })),
    )
    stream.on('close', () => this.end(new AppError('host_unreachable', { subject: host, detail: 'the channel was closed' })))
  }

  get isOpen(): boolean {
    return this.#ended === null
  }

  request(op: Operation, input: unknown, deadlineMs: number): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      const late = () => this.end(new AppError('host_deadline', { subject: this.host, detail: `${op}: no answer within ${deadlineMs} ms` }))
      this.#waiting.set(id, { op, resolve, reject, timer: setTimeout(late, deadlineMs + graceMs) })
      this.stream.write(`${JSON.stringify({ id, op, deadlineMs, input })}\n`)
    })
  }

  /** Ends the channel; everything in flight fails with `reason`. */
  end(reason = new AppError('host_unreachable', { subject: this.host, detail: 'the channel was given up' })): void {
    if (this.#ended) return
    this.#ended = reason
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(reason)
    }
    this.#waiting.clear()
    this.stream.destroy()
    this.onEnd()
  }

  #receive(line: string): void {
    const answer: WireResponse = wireResponse.parse(JSON.parse(line))
    // An answer without id is to a line that the agent could not read: there is no telling which.
    const waiting = answer.id === null ? undefined : this.#waiting.get(answer.id)
    if (!waiting) throw new Error(answer.ok ? 'an answer to no question' : answer.error.message)
    this.#waiting.delete(answer.id as number)
    clearTimeout(waiting.timer)
    if (answer.ok) waiting.resolve(answer.output)
    else waiting.reject(new AgentFailure(this.host, waiting.op, answer.error))
  }
}
