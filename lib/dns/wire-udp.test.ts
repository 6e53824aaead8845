// Over a real socket, to a server of this test's own that answers only what it is told to.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Unanswered } from './resolver'
import { type UdpAsker, udpAsker } from './wire-udp'

const address = '127.0.0.1'
const open: Socket[] = []
afterEach(() => {
  for (const socket of open.splice(0)) socket.close()
})

async function server(isAnswered: (word: string) => boolean): Promise<{ port: number; peers: Set<number> }> {
  const socket = createSocket('udp4')
  const peers = new Set<number>()
  socket.on('message', (bytes, peer) => {
    peers.add(peer.port)
    if (isAnswered(bytes.toString('latin1', 12))) socket.send(bytes, peer.port, peer.address)
  })
  await once(socket.bind(0, address), 'listening')
  open.push(socket)
  return { port: (socket.address() as AddressInfo).port, peers }
}

type Ended = { how: 'answered' | Unanswered; ms: number }

/** A message is a number, ten octets, and a word. */
const ask = (asker: UdpAsker, word: string, timeoutMs: number): Promise<Ended> => {
  const start = performance.now()
  return new Promise((done) => {
    const end = (how: Ended['how']) => done({ how, ms: performance.now() - start })
    asker.ask({
      endsAt: start + timeoutMs,
      write: (id) => Buffer.concat([Buffer.from([id >> 8, id & 255]), Buffer.alloc(10), Buffer.from(word)]),
      hear: (bytes) => {
        end('answered')
        return bytes.length > 0
      },
      end,
    })
  })
}

test('each question ends at its own time, in whatever order they were asked', async () => {
  const { port } = await server(() => false)
  const asker = udpAsker({ address, port })
  const times = [300, 60, 180, 60, 420]
  const ended = await Promise.all(times.map((ms) => ask(asker, 'silence', ms)))
  for (const [index, { how, ms }] of ended.entries()) {
    expect(how).toBe('timeout')
    expect(ms).toBeGreaterThan((times[index] as number) - 3)
    expect(ms).toBeLessThan((times[index] as number) + 110)
  }
})

test('an answer to one does not end the others, nor keep them from their end', async () => {
  const { port, peers } = await server((word) => word === 'answer')
  const asker = udpAsker({ address, port })
  const first = ask(asker, 'answer', 100)
  const second = ask(asker, 'silence', 200)
  expect((await first).how).toBe('answered')
  // Asked while the time of one that is over still runs.
  const third = ask(asker, 'silence', 150)
  expect((await second).how).toBe('timeout')
  const { how, ms } = await third
  expect(how).toBe('timeout')
  expect(ms).toBeGreaterThan(147)
  expect(peers.size).toBe(1)
})

test('a socket that rested is not used again: the next question has another port', async () => {
  const { port, peers } = await server(() => true)
  const asker = udpAsker({ address, port })
  await ask(asker, 'one', 500)
  await new Promise((done) => setTimeout(done, 220))
  await ask(asker, 'two', 500)
  expect(peers.size).toBe(2)
})

test('a question that cannot be written ends at once, and those after it are asked', async () => {
  const { port } = await server(() => true)
  const asker = udpAsker({ address, port })
  const ended: Unanswered[] = []
  asker.ask({ endsAt: performance.now() + 100, write: () => null, hear: () => false, end: (why) => ended.push(why) })
  expect(ended).toEqual(['malformed'])
  expect((await ask(asker, 'one', 500)).how).toBe('answered')
})

test('where nobody listens all questions end at once, and who asks again while they do is not forgotten', async () => {
  const { port } = await server(() => false)
  for (const socket of open.splice(0)) socket.close()
  const asker = udpAsker({ address, port })
  const again = new Promise<Ended>((done) => {
    asker.ask({
      endsAt: performance.now() + 5000,
      write: (id) => Buffer.alloc(12, id),
      hear: () => false,
      end: () => ask(asker, 'again', 5000).then(done),
    })
  })
  expect((await ask(asker, 'other', 5000)).how).toBe('network')
  const { how, ms } = await again
  expect(how).toBe('network')
  expect(ms).toBeLessThan(1000)
})
