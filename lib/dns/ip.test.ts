import { expect, test } from 'vitest'
import { parseIp, readableIp } from './ip'

test.each([
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:0db8::0001', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['::1', '::1'],
  ['fe80::', 'fe80::'],
  ['10:20:0:0:30:0:0:0', '10:20:0:0:30::'],
])('%s is written as %s (RFC 5952 4.2)', (given, written) => {
  const ip = parseIp(given)
  expect(ip && readableIp(ip)).toBe(written)
})

test('every address is written as the platform writes it in an URL', () => {
  for (let pattern = 0; pattern < 256; pattern++) {
    const groups = Array.from({ length: 8 }, (_, index) => (pattern & (1 << index) ? 0x1000 + index * 16 : 0))
    const bytes = Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]))
    const written = new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname.slice(1, -1)
    expect(readableIp({ version: 6, bytes })).toBe(written)
  }
})
