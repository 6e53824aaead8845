// Asked over real sockets, of a server of this test's own.
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server as TcpServer } from 'node:net'
import {
  type Answer,
  AUTHENTIC_DATA,
  AUTHORITATIVE_ANSWER,
  CHECKING_DISABLED,
  decode,
  encode,
  type Packet,
  RECURSION_AVAILABLE,
  streamEncode,
  TRUNCATED_RESPONSE,
} from 'dns-packet'
import { afterEach, describe, expect, test } from 'vitest'
import { parseServer } from './system-servers'
import { wireResolver } from './wire-resolver'

type Reply = { answers?: Answer[]; rcode?: number; flags?: number; silent?: boolean; id?: number; overUdp?: Answer[]; unchecked?: Answer[] }
const open: { close(): void }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

const message = (query: Packet, { answers = [], rcode = 0, flags = 0, id = query.id }: Reply): Packet => ({
  type: 'response',
  id,
  flags: RECURSION_AVAILABLE | flags | rcode,
  questions: query.questions,
  answers,
})

async function server(replyTo: (name: string, type: string) => Reply): Promise<{ address: string; port: number; questions: string[] }> {
  const questions: string[] = []
  const udp: Socket = createSocket('udp4')
  const answer = (bytes: Buffer): { query: Packet; reply: Reply } => {
    const query = decode(bytes)
    const [{ name, type }] = query.questions as [{ name: string; type: string }]
    questions.push(`${type} ${name}`)
    const reply = replyTo(name, type)
    const { unchecked } = reply
    return { query, reply: unchecked && ((query.flags ?? 0) & CHECKING_DISABLED) !== 0 ? { answers: unchecked } : reply }
  }
  udp.on('message', (bytes, peer) => {
    const { query, reply } = answer(bytes)
    if (reply.silent) return
    const cut = (reply.flags ?? 0) & TRUNCATED_RESPONSE
    udp.send(encode(message(query, cut ? { ...reply, answers: [] } : reply)), peer.port, peer.address)
  })
  const tcp: TcpServer = createServer((connection) => {
    connection.on('data', (bytes) => {
      const { query, reply } = answer(bytes.subarray(2))
      connection.end(streamEncode(message(query, { ...reply, flags: 0 })))
    })
  })
  const port = await onOnePort(udp, tcp)
  open.push(udp, tcp)
  return { address: '127.0.0.1', port, questions }
}

/** A port that is free for TCP may be somebody's for UDP: then another one. */
async function onOnePort(udp: Socket, tcp: TcpServer, tries = 10): Promise<number> {
  await once(tcp.listen(0, '127.0.0.1'), 'listening')
  const { port } = tcp.address() as AddressInfo
  try {
    await once(udp.bind(port, '127.0.0.1'), 'listening')
  } catch (error) {
    if (tries === 1) throw error
    await once(tcp.close(), 'close')
    return onOnePort(udp, tcp, tries - 1)
  }
  return port
}

const txt = (name: string, data: string[]): Answer => ({ type: 'TXT', name, data })

describe('a resolver over the wire', () => {
  test('joins the strings of a text, and tells of what is there', async () => {
    const one = await server((name) => ({ answers: [txt(name, ['v=spf1 ip4:192.0.2.1', ' -all'])] }))
    expect(await wireResolver({ servers: [one] }).lookup('example.org', 'TXT')).toEqual({
      state: 'found',
      records: ['v=spf1 ip4:192.0.2.1 -all'],
      secure: false,
    })
  })

  test('a name that is not there, a type that is not there and a broken server are three answers', async () => {
    const rcodes: Record<string, number> = { 'gone.example': 3, 'empty.example': 0, 'broken.example': 2, 'closed.example': 5 }
    const one = await server((name) => ({ rcode: rcodes[name] }))
    const resolver = wireResolver({ servers: [one] })
    expect(await resolver.lookup('gone.example', 'A')).toEqual({ state: 'none', name: false, secure: false })
    expect(await resolver.lookup('empty.example', 'A')).toEqual({ state: 'none', name: true, secure: false })
    expect(await resolver.lookup('broken.example', 'A')).toEqual({ state: 'failed', why: 'servfail' })
    expect(await resolver.lookup('closed.example', 'A')).toEqual({ state: 'failed', why: 'refused' })
  })

  test('no answer is a timeout; another server is asked before that is said', async () => {
    const mute = await server(() => ({ silent: true }))
    const answering = await server((name) => ({ answers: [{ type: 'A', name, data: '192.0.2.7' }] }))
    expect(await wireResolver({ servers: [mute], tryMs: 30, deadlineMs: 60 }).lookup('example.org', 'A')).toEqual({
      state: 'failed',
      why: 'timeout',
    })
    expect(await wireResolver({ servers: [mute, answering], tryMs: 30 }).lookup('example.org', 'A')).toMatchObject({
      records: ['192.0.2.7'],
    })
  })

  test('an answer to another question is not an answer', async () => {
    const liar = await server((name) => ({ id: 1, answers: [{ type: 'A', name, data: '192.0.2.66' }] }))
    const resolver = wireResolver({ servers: [liar], tryMs: 30, deadlineMs: 60 })
    // One identifier of 65,536 is the liar's guess: two questions that both hit it will not be seen.
    const answers = [await resolver.lookup('one.example', 'A'), await resolver.lookup('two.example', 'A')]
    expect(answers).toContainEqual({ state: 'failed', why: 'timeout' })
  })

  test('what does not fit a datagram comes over TCP', async () => {
    const long = Array.from({ length: 20 }, (_, index) => txt('big.example', [`${index} ${'x'.repeat(200)}`]))
    const one = await server(() => ({ flags: TRUNCATED_RESPONSE, answers: long }))
    const answer = await wireResolver({ servers: [one] }).lookup('big.example', 'TXT')
    expect(answer.state === 'found' && answer.records.length).toBe(20)
  })

  test('proof is believed only of servers that are said to validate', async () => {
    const data = { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.alloc(32, 7) }
    const one = await server((name) => ({ flags: AUTHENTIC_DATA, answers: [{ type: 'TLSA', name, data }] }))
    const records = [{ usage: 3, selector: 1, matchingType: 1, data: '07'.repeat(32) }]
    const name = '_25._tcp.mx.example.org'
    expect(await wireResolver({ servers: [one] }).lookup(name, 'TLSA')).toEqual({ state: 'found', records, secure: false })
    expect(await wireResolver({ servers: [one], validating: true }).lookup(name, 'TLSA')).toEqual({ state: 'found', records, secure: true })
  })

  test('an answer that is withheld as forged is told from a server that is broken, and from one that slipped', async () => {
    const forged = await server((name) => ({ rcode: 2, unchecked: [txt(name, ['x'])] }))
    expect(await wireResolver({ servers: [forged] }).lookup('example.org', 'TXT')).toEqual({ state: 'failed', why: 'bogus' })
    let questions = 0
    const slipping = await server((name) => ({
      rcode: questions++ < 2 ? 2 : 0,
      answers: [txt(name, ['x'])],
      unchecked: [txt(name, ['x'])],
    }))
    expect(await wireResolver({ servers: [slipping] }).lookup('example.org', 'TXT')).toMatchObject({ state: 'found' })
    const zone = await server((name) => ({ rcode: 2, unchecked: [txt(name, ['x'])] }))
    expect(await wireResolver({ servers: [zone], authoritative: true }).lookup('example.org', 'TXT')).toEqual({
      state: 'failed',
      why: 'servfail',
    })
  })

  test('aliases are followed, also in a circle', async () => {
    const one = await server((name) => ({
      answers: [
        { type: 'CNAME', name, data: 'b.example' },
        { type: 'CNAME', name: 'b.example', data: name === 'round.example' ? name : 'c.example' },
        { type: 'A', name: 'c.example', data: '192.0.2.3' },
      ],
    }))
    const resolver = wireResolver({ servers: [one] })
    expect(await resolver.lookup('a.example', 'A')).toMatchObject({ records: ['192.0.2.3'] })
    expect(await resolver.lookup('round.example', 'A')).toMatchObject({ state: 'none' })
  })

  test('the same question is asked once, and no more questions than were allowed', async () => {
    const one = await server(() => ({}))
    const resolver = wireResolver({ servers: [one], questionsMax: 2 })
    await Promise.all([resolver.lookup('a.example', 'A'), resolver.lookup('A.example', 'A'), resolver.lookup('b.example', 'A')])
    expect(await resolver.lookup('c.example', 'A')).toEqual({ state: 'failed', why: 'cancelled' })
    expect(one.questions).toEqual(['A a.example', 'A b.example'])
  })

  test('can be called off', async () => {
    const mute = await server(() => ({ silent: true }))
    const controller = new AbortController()
    const asked = wireResolver({ servers: [mute], signal: controller.signal }).lookup('example.org', 'A')
    controller.abort()
    expect(await asked).toEqual({ state: 'failed', why: 'cancelled' })
  })
})

test.each([
  ['192.0.2.1', { address: '192.0.2.1' }],
  ['192.0.2.1:5353', { address: '192.0.2.1', port: 5353 }],
  ['2001:db8::1', { address: '2001:db8::1' }],
  ['[2001:db8::1]:53', { address: '2001:db8::1', port: 53 }],
  ['192.0.2.1:99999', null],
  ['dns.example', null],
])('%s is a server', (text, server) => expect(parseServer(text)).toEqual(server))

test('a server of a zone is believed in what is its own alone, and is asked for nothing more', async () => {
  const own = await server((name) => ({ flags: name === 'a.example.org' ? AUTHORITATIVE_ANSWER : 0, answers: [txt(name, ['x'])] }))
  const resolver = wireResolver({ servers: [own], authoritative: true, deadlineMs: 500 })
  expect(await resolver.lookup('a.example.org', 'TXT')).toMatchObject({ state: 'found', records: ['x'] })
  expect(await resolver.lookup('elsewhere.test', 'TXT')).toEqual({ state: 'failed', why: 'refused' })
  const alias = await server((name) => ({ flags: AUTHORITATIVE_ANSWER, answers: [{ type: 'CNAME', name, data: 'far.test' }] }))
  expect(await wireResolver({ servers: [alias], authoritative: true, deadlineMs: 500 }).lookup('b.example.org', 'A')).toEqual({
    state: 'failed',
    why: 'refused',
  })
})
