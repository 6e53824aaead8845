// One question over TCP, for answers that do not fit a datagram (RFC 7766): two octets of length before each message.
import { connect } from 'node:net'
import type { Packet } from 'dns-packet'
import type { Unanswered } from './resolver'

export type Asked<Reply = Packet> = {
  address: string
  port: number
  query: Buffer
  timeoutMs: number
  signal?: AbortSignal
  /** null: not an answer to this question. */
  read(bytes: Buffer): Reply | null
}

export function askTcp<Reply extends object = Packet>({
  address,
  port,
  query,
  timeoutMs,
  signal,
  read,
}: Asked<Reply>): Promise<Reply | Unanswered> {
  return new Promise((done) => {
    const socket = connect({ host: address, port })
    let received = Buffer.alloc(0)
    const end = (answer: Reply | Unanswered): void => {
      signal?.removeEventListener('abort', cancel)
      socket.destroy()
      done(answer)
    }
    const cancel = (): void => end('cancelled')
    signal?.addEventListener('abort', cancel)
    socket.setTimeout(timeoutMs, () => end('timeout'))
    socket.on('error', () => end('network'))
    socket.on('close', () => end('network'))
    socket.on('connect', () => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(query.length)
      socket.write(Buffer.concat([length, query]))
    })
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      if (received.length < 2) return
      const length = received.readUInt16BE(0)
      if (received.length >= 2 + length) end(read(received.subarray(2, 2 + length)) ?? 'malformed')
    })
  })
}
