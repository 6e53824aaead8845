// One question over UDP. The socket has a port of its own and hears one server only; what is no answer to this question is passed over.
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
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

export function askUdp<Reply extends object = Packet>({
  address,
  port,
  query,
  timeoutMs,
  signal,
  read,
}: Asked<Reply>): Promise<Reply | Unanswered> {
  return new Promise((done) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
    let over = false
    const end = (answer: Reply | Unanswered): void => {
      if (over) return
      over = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      socket.close()
      done(answer)
    }
    const cancel = (): void => end('cancelled')
    const timer = setTimeout(() => end('timeout'), timeoutMs)
    signal?.addEventListener('abort', cancel)
    socket.on('error', () => end('network'))
    socket.on('message', (bytes) => {
      const packet = read(bytes)
      if (packet) end(packet)
    })
    socket.connect(port, address, (error?: Error) => {
      if (error) end('network')
      else if (!over) socket.send(query, (failure) => failure && end('network'))
    })
  })
}
