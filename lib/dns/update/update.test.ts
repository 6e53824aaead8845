import { randomBytes } from 'node:crypto'
import { decode } from 'dns-packet'
import { describe, expect, it } from 'vitest'
import { canonicalValue, dataOf, readData } from './record-data'
import { signMessage, type TsigKey, verifyMessage } from './tsig'
import { questionMessage, updateMessage } from './update-message'
import { readMessage, readName } from './wire-reader'

const key: TsigKey = { name: 'postern', algorithm: 'hmac-sha256', secret: Buffer.alloc(32, 3) }

describe('an update', () => {
  it('has its zone, its conditions and its changes where RFC 2136 2 wants them', () => {
    const set = {
      name: 'acme.test',
      type: 'TXT' as const,
      before: [dataOf('TXT', 'there')],
      add: ['new'],
      remove: [dataOf('TXT', 'there')],
      ttl: 300,
    }
    const bytes = updateMessage(7, 'acme.test', [set])
    expect(bytes.readUInt16BE(2)).toBe(5 << 11)
    expect([4, 6, 8, 10].map((at) => bytes.readUInt16BE(at))).toEqual([1, 1, 2, 0])
    const { questions, answers } = decode(bytes)
    expect(questions).toMatchObject([{ name: 'acme.test', type: 'SOA', class: 'IN' }])
    expect(answers).toMatchObject([{ name: 'acme.test', type: 'TXT', ttl: 0, data: [Buffer.from('there')] }])
    expect(readMessage(bytes).answers).toMatchObject([{ name: 'acme.test', type: 16, class: 1 }])
  })

  it('writes what it reads', () => {
    const values = [
      ['TXT', 'x'.repeat(600)],
      ['TXT', ''],
      ['MX', '10 mail.acme.test.'],
      ['MX', '0 .'],
      ['SRV', '0 1 993 mail.acme.test.'],
      ['CNAME', 'panel.test.'],
      ['TLSA', `3 1 1 ${'ab'.repeat(32)}`],
    ] as const
    for (const [type, value] of values) {
      const data = dataOf(type, value)
      expect(readData(data, 0, data.length, type)).toEqual({ value, bytes: data })
    }
    expect(canonicalValue('MX', '10  Mail.Acme.TEST.')).toBe('10 mail.acme.test.')
    expect(() => dataOf('CNAME', `${'a'.repeat(64)}.test.`)).toThrow(RangeError)
  })
})

describe('a signature', () => {
  const asked = () => signMessage(questionMessage(1, 'acme.test', 16), key)
  /** As a server would sign its answer: over the request's MAC too. */
  const isProved = (bytes: Buffer, mac: Buffer, by = key, now = Date.now()) => verifyMessage(bytes, by, mac, now)

  it('that is over something else, by another, of another time or cut proves nothing', () => {
    const { bytes, mac } = asked()
    expect(readMessage(bytes).additionals).toHaveLength(1)
    // A request is no answer to itself: the MAC of the request is part of what an answer signs.
    expect(isProved(bytes, mac)).toBe('unproved')
    for (let index = 0; index < bytes.length; index++) {
      const altered = Buffer.from(bytes)
      altered[index] = (altered[index] as number) ^ 1
      let verdict = 'unproved'
      try {
        verdict = isProved(altered, mac)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
      expect(verdict).not.toBe('proved')
    }
    expect(isProved(questionMessage(1, 'acme.test', 16), mac)).toBe('unproved')
  })
})

describe('what is no message', () => {
  it('ends in a RangeError and nothing else, whatever it is', () => {
    const { bytes } = signMessage(updateMessage(1, 'acme.test', []), key)
    for (let count = 0; count < 3000; count++) {
      const cut = count % 2 ? randomBytes(count % 300) : Buffer.from(bytes.subarray(0, count % bytes.length))
      try {
        readMessage(cut)
        verifyMessage(cut, key, Buffer.alloc(32))
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }
  })

  it('a name that points to itself has an end', () => {
    expect(() => readName(Buffer.from([0xc0, 0x00]), 0)).toThrow(RangeError)
    expect(readName(Buffer.from([1, 65, 0xc0, 0x05, 0, 1, 66, 0]), 0)).toEqual({ name: 'a.b', end: 4 })
  })
})
