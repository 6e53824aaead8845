import { type Answer, encode, type Packet } from 'dns-packet'
import { expect, test } from 'vitest'
import { answerOf } from './wire-answer'

const trust = { validating: false, authoritative: false }
const message = (rest: Packet): Buffer => encode({ type: 'response', id: 1, questions: [{ type: 'A', name: 'example.org' }], ...rest })
const address: Answer = { type: 'A', name: 'example.org', data: '192.0.2.1' }
const noSuchName = 3

test('what stands behind the answers is not read, whatever it is', () => {
  const behind = encode({ type: 'response', id: 1, answers: [address] }).subarray(12)
  for (const [flags, answers, expected] of [
    [0, [address], { state: 'found', records: ['192.0.2.1'], secure: false }],
    [0, [], { state: 'none', name: true, secure: false }],
    [noSuchName, [], { state: 'none', name: false, secure: false }],
  ] as const) {
    const whole = message({ flags, answers: [...answers], authorities: [address] })
    const cut = whole.subarray(0, whole.length - behind.length + 3)
    expect(answerOf(cut, 'example.org', 'A', trust)).toEqual(expected)
  }
})

test('a message that is cut short has no answer, wherever it ends', () => {
  const whole = message({ answers: [address] })
  const cut = (octets: number) => answerOf(Buffer.from(whole.subarray(0, whole.length - octets)), 'example.org', 'A', trust)
  for (const octets of [1, 2, 3, 4]) expect(cut(octets)).toEqual({ state: 'failed', why: 'malformed' })
  for (let octets = 5; octets <= 20; octets++) expect(cut(octets)?.state ?? 'failed').toBe('failed')
})

test('a record of another name is none of the answer', () => {
  const answers: Answer[] = [{ ...address, name: 'other.example' }]
  expect(answerOf(message({ answers }), 'example.org', 'A', trust)).toEqual({ state: 'none', name: true, secure: false })
})
