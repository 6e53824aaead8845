// Questions over UDP to one server. They share a socket while any of them is on its way and for a moment after, and later ones get a new one with another port. The socket is connected, so it hears
// that server only, and nobody who runs another one learns its port; what is no answer to a question on its way is passed over.
import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Packet } from 'dns-packet'
import type { Unanswered } from './resolver'

export type Question<Reply = Packet> = {
  query: Buffer
  timeoutMs: number
  /** null: not an answer to this question. */
  read(bytes: Buffer): Reply | null
}
export type Asked<Reply = Packet> = Question<Reply> & { address: string; port: number; signal?: AbortSignal }

/** For so long without a question a socket stays. */
const restMs = 150

type Waiting = { id: number; read: (bytes: Buffer) => object | null; end: (answer: object | Unanswered) => void }
export type UdpAsker = { ask<Reply extends object = Packet>(question: Question<Reply>): Promise<Reply | Unanswered> }

export function udpAsker({ address, port, signal }: Pick<Asked, 'address' | 'port' | 'signal'>): UdpAsker {
  let open: Shared | null = null
  return {
    ask<Reply extends object>({ query, timeoutMs, read }: Question<Reply>) {
      if (signal?.aborted) return Promise.resolve<Unanswered>('cancelled')
      if (!open || open.isOver) open = new Shared(address, port, signal)
      return open.ask(query, timeoutMs, read) as Promise<Reply | Unanswered>
    },
  }
}

class Shared {
  isOver = false
  private readonly waiting = new Set<Waiting>()
  private readonly socket: Socket
  private isConnected = false
  private readonly connected: Promise<boolean>
  private idle: NodeJS.Timeout | null = null
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
    this.connected = new Promise((done) => {
      this.socket.connect(port, address, (error?: Error) => {
        if (error) this.endAll('network')
        this.isConnected = !error
        done(!error)
      })
    })
  }

  ask(query: Buffer, timeoutMs: number, read: Waiting['read']): Promise<object | Unanswered> {
    return new Promise((done) => {
      const one: Waiting = {
        id: query.readUInt16BE(0),
        read,
        end: (answer) => {
          if (!this.waiting.delete(one)) return
          clearTimeout(timer)
          done(answer)
          if (this.waiting.size === 0) this.rest()
        },
      }
      const timer = setTimeout(() => one.end('timeout'), timeoutMs)
      this.waiting.add(one)
      this.wake()
      if (this.isConnected) this.send(query)
      else this.connected.then((isConnected) => isConnected && this.send(query))
    })
  }

  /** The kernel tells of a port where nobody listens once, at whichever question comes next: it is true for all. */
  private send(query: Buffer): void {
    if (!this.isOver) this.socket.send(query, this.sent)
  }

  private readonly sent = (failure: Error | null): void => {
    if (failure) this.endAll('network')
  }

  endAll(why: Unanswered): void {
    for (const one of [...this.waiting]) one.end(why)
    this.close()
  }

  private hear(bytes: Buffer): void {
    if (bytes.length < 12) return
    const id = bytes.readUInt16BE(0)
    for (const one of this.waiting) {
      const reply = one.id === id ? one.read(bytes) : null
      if (reply) {
        one.end(reply)
        return
      }
    }
  }

  /** Checks ask one thing after another: the next question is a moment away. */
  private rest(): void {
    if (this.isOver) return
    this.idle = setTimeout(() => this.close(), restMs).unref()
    this.socket.unref()
  }

  private wake(): void {
    if (!this.idle) return
    clearTimeout(this.idle)
    this.idle = null
    this.socket.ref()
  }

  private close(): void {
    if (this.isOver) return
    this.isOver = true
    if (this.idle) clearTimeout(this.idle)
    this.signal?.removeEventListener('abort', this.stop)
    this.socket.close()
  }
}
