// Questions over UDP to one server. They share a socket while any of them is on its way and for a moment after, and later ones get a new one with another port. The socket is connected, so it hears
// that server only, and nobody who runs another one learns its port; what is no answer to a question on its way is passed over.
import { randomFillSync } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Unanswered } from './resolver'

export interface UdpQuestion {
  /** Until when an answer is one, as `performance.now()` counts. */
  readonly endsAt: number
  /** Its message under that number; null: it cannot be asked at all. */
  write(id: number): Buffer | null
  /** false: not an answer to this question. */
  hear(bytes: Buffer): boolean
  /** There will be none. */
  end(why: Unanswered): void
}
export type UdpAsker = { ask(question: UdpQuestion): void }

/** For so long without a question a socket stays. */
const restMs = 150
const idsMax = 65_536

export function udpAsker({ address, port, signal }: { address: string; port: number; signal?: AbortSignal }): UdpAsker {
  let open: Shared | null = null
  return {
    ask(question) {
      if (signal?.aborted) {
        question.end('cancelled')
        return
      }
      if (!open || open.isOver || open.isFull) open = new Shared(address, port, signal)
      open.ask(question)
    },
  }
}

/** Nobody can tell the next from those before; drawn by the hundred, as one alone costs nearly as much. */
const drawn = new Uint16Array(512)
let left = 0
function anyId(): number {
  if (left === 0) left = randomFillSync(drawn).length
  return drawn[--left] as number
}

class Shared {
  isOver = false
  /** By number: of two questions on their way no two have the same. */
  private readonly waiting = new Map<number, UdpQuestion>()
  private readonly socket: Socket
  /** What waits for the socket. */
  private unsent: Buffer[] | null = []
  private idle: NodeJS.Timeout | null = null
  /** One for all: for the question that ends first, or one before it that was answered meanwhile. */
  private alarm: NodeJS.Timeout | null = null
  private alarmAt = Number.POSITIVE_INFINITY
  private readonly stop = () => this.endAll('cancelled')

  constructor(
    address: string,
    port: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    // No longer than the socket: a signal holds all that listens to it, and a deadline would hold a whole round until it comes.
    signal?.addEventListener('abort', this.stop)
    this.socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    this.socket.on('error', () => this.endAll('network'))
    this.socket.on('message', (bytes) => this.hear(bytes))
    this.socket.connect(port, address, (error?: Error) => {
      if (error) {
        this.endAll('network')
        return
      }
      const queries = this.unsent ?? []
      this.unsent = null
      for (const query of queries) this.send(query)
    })
  }

  /** A guess must stay a guess. */
  get isFull(): boolean {
    return this.waiting.size > idsMax / 16
  }

  ask(question: UdpQuestion): void {
    let id = anyId()
    while (this.waiting.has(id)) id = anyId()
    const query = question.write(id)
    if (!query) {
      question.end('malformed')
      if (this.waiting.size === 0) this.rest()
      return
    }
    this.waiting.set(id, question)
    if (question.endsAt < this.alarmAt) this.setAlarm(question.endsAt)
    this.wake()
    if (this.unsent) this.unsent.push(query)
    else this.send(query)
  }

  /** The socket keeps the process while a question is on its way: this need not. */
  private setAlarm(at: number): void {
    if (this.alarm) clearTimeout(this.alarm)
    this.alarmAt = at
    this.alarm = setTimeout(this.expire, Math.max(1, at - performance.now())).unref()
  }

  /** A timer may be up to a millisecond early. */
  private readonly expire = (): void => {
    const now = performance.now() + 1
    this.alarmAt = Number.POSITIVE_INFINITY
    let next = Number.POSITIVE_INFINITY
    const over: number[] = []
    for (const [id, { endsAt }] of this.waiting) {
      if (endsAt <= now) over.push(id)
      else if (endsAt < next) next = endsAt
    }
    if (next < this.alarmAt) this.setAlarm(next)
    for (const id of over) this.take(id)?.end('timeout')
  }

  private take(id: number): UdpQuestion | undefined {
    const question = this.waiting.get(id)
    if (!question) return undefined
    this.waiting.delete(id)
    if (this.waiting.size === 0) this.rest()
    return question
  }

  /** The kernel tells of a port where nobody listens once, at whichever question comes next: it is true for all. */
  private send(query: Buffer): void {
    if (!this.isOver) this.socket.send(query, this.sent)
  }

  private readonly sent = (failure: Error | null): void => {
    if (failure) this.endAll('network')
  }

  /** Closed first: who hears of it asks again at once, and must get another socket. */
  private endAll(why: Unanswered): void {
    this.close()
    for (const id of [...this.waiting.keys()]) this.take(id)?.end(why)
  }

  private hear(bytes: Buffer): void {
    if (bytes.length < 12) return
    const id = bytes.readUInt16BE(0)
    if (this.waiting.get(id)?.hear(bytes)) this.take(id)
  }

  /** Checks ask one thing after another: the next question is a moment away. */
  private rest(): void {
    if (this.isOver) return
    if (this.idle) this.idle.refresh()
    else this.idle = setTimeout(() => this.waiting.size === 0 && this.close(), restMs).unref()
    this.socket.unref()
  }

  private wake(): void {
    if (this.waiting.size === 1) this.socket.ref()
  }

  private close(): void {
    if (this.isOver) return
    this.isOver = true
    if (this.idle) clearTimeout(this.idle)
    if (this.alarm) clearTimeout(this.alarm)
    this.signal?.removeEventListener('abort', this.stop)
    this.socket.close()
  }
}
