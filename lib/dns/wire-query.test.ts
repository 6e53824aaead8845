import { AUTHENTIC_DATA, DNSSEC_OK, encode, RECURSION_DESIRED } from 'dns-packet'
import { describe, expect, test } from 'vitest'
import type { RecordType } from './resolver'
import { isAnswerTo, writeQuery } from './wire-query'

const flags = RECURSION_DESIRED | AUTHENTIC_DATA
const others = (name: string, type: RecordType): Buffer =>
  encode({
    ...{ type: 'query', id: 4711, flags, questions: [{ type, name }] },
    additionals: [{ type: 'OPT', name: '.', udpPayloadSize: 1232, flags: DNSSEC_OK } as never],
  })

describe('a question on the wire', () => {
  const types: RecordType[] = ['A', 'NS', 'CNAME', 'SOA', 'PTR', 'MX', 'TXT', 'AAAA', 'SRV', 'TLSA', 'CAA']
  test.each(types)('of type %s is what another writer makes of it', (type) => {
    for (const name of ['example.org', '_25._tcp.mx.example.org', 'test', `${'a'.repeat(63)}.example`])
      expect(writeQuery(4711, flags, name, type)).toEqual(others(name, type))
  })

  test('is not written for a name that no message can hold', () => {
    // Sixty letters, 120 octets.
    for (const name of [`${'é'.repeat(60)}.example`, `${'a'.repeat(64)}.example`, 'a..example', '.example'])
      expect(writeQuery(1, flags, name, 'A')).toBeNull()
  })
})

describe('a message is an answer', () => {
  const query = writeQuery(4711, flags, 'Example.org', 'MX') as Buffer
  const reply = (id: number, questions: { type: RecordType; name: string }[], type: 'response' | 'query' = 'response') =>
    encode({ type, id, questions })

  test('to the question as it was asked, in whatever case', () => {
    for (const name of ['Example.org', 'example.org', 'EXAMPLE.ORG'])
      expect(isAnswerTo(query, reply(4711, [{ type: 'MX', name }]))).toBe(true)
  })

  test('to no other name, type or number, and not where it is a question itself or has another count of them', () => {
    const mx = { type: 'MX', name: 'example.org' } as const
    const others = [
      reply(4712, [mx]),
      reply(4711, [mx], 'query'),
      reply(4711, []),
      reply(4711, [mx, mx]),
      reply(4711, [{ type: 'A', name: 'example.org' }]),
      reply(4711, [{ type: 'MX', name: 'example.net' }]),
      reply(4711, [{ type: 'MX', name: 'a.example.org' }]),
    ]
    for (const other of others) expect(isAnswerTo(query, other)).toBe(false)
  })

  test('only when it is whole', () => {
    const whole = reply(4711, [{ type: 'MX', name: 'example.org' }])
    for (let length = 0; length < whole.length; length++) expect(isAnswerTo(query, whole.subarray(0, length))).toBe(false)
  })

  test('only with the same labels: a dot within one is none between two', () => {
    const dotted = Buffer.from(reply(4711, [{ type: 'MX', name: 'example.org' }]))
    dotted[12] = 11
    dotted[20] = 0x2e
    expect(isAnswerTo(query, dotted)).toBe(false)
  })
})
