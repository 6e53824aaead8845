import { AUTHENTIC_DATA, DNSSEC_OK, encode, RECURSION_DESIRED } from 'dns-packet'
import { describe, expect, test } from 'vitest'
import type { RecordType } from './resolver'
import { writeQuery } from './wire-query'

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
