// IP addresses as bytes, for networks and reversed names.
import { isIPv4, isIPv6 } from 'node:net'

export type Ip = { version: 4 | 6; bytes: Uint8Array }

/** An IPv4 address in IPv6 clothes (::ffff:192.0.2.1) is the IPv4 address that it is (RFC 7208 5). */
export function parseIp(text: string): Ip | null {
  if (isIPv4(text)) return { version: 4, bytes: fourBytes(text) }
  if (!isIPv6(text) || text.includes('%')) return null
  const bytes = sixteenBytes(text)
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
  return mapped ? { version: 4, bytes: bytes.slice(12) } : { version: 6, bytes }
}

const fourBytes = (text: string): Uint8Array => Uint8Array.from(text.split('.'), Number)

function sixteenBytes(text: string): Uint8Array {
  const dotted = text.includes('.') ? text.slice(text.lastIndexOf(':') + 1) : ''
  const plain = dotted === '' ? text : text.slice(0, -dotted.length) + asGroups(fourBytes(dotted))
  const gap = plain.indexOf('::')
  const bytes = new Uint8Array(16)
  const head = groupsOf(gap < 0 ? plain : plain.slice(0, gap))
  const tail = gap < 0 ? [] : groupsOf(plain.slice(gap + 2))
  for (let index = 0; index < head.length; index++) write(bytes, index, head[index] as number)
  for (let index = 0; index < tail.length; index++) write(bytes, 8 - tail.length + index, tail[index] as number)
  return bytes
}

function write(bytes: Uint8Array, index: number, group: number): void {
  bytes[index * 2] = group >> 8
  bytes[index * 2 + 1] = group & 255
}

const groupsOf = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)))
const asGroups = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{4})/, '$1:')

export function inNetwork(ip: Ip, network: Ip, prefix: number): boolean {
  if (ip.version !== network.version) return false
  const whole = prefix >> 3
  for (let index = 0; index < whole; index++) if (ip.bytes[index] !== network.bytes[index]) return false
  const rest = prefix & 7
  return rest === 0 || ((ip.bytes[whole] as number) ^ (network.bytes[whole] as number)) >> (8 - rest) === 0
}

/** The parts of the reversed name in forward order: four numbers, or 32 nibbles (RFC 7208 7.3, `i`). */
export const dottedForm = ({ version, bytes }: Ip): string =>
  version === 4 ? [...bytes].join('.') : [...Buffer.from(bytes).toString('hex')].join('.')

export const reverseName = (ip: Ip): string =>
  `${dottedForm(ip).split('.').toReversed().join('.')}.${ip.version === 4 ? 'in-addr' : 'ip6'}.arpa`

/** As people write it; the longest run of zero groups is left out (RFC 5952 4.2). */
export const readableIp = ({ version, bytes }: Ip): string => {
  if (version === 4) return [...bytes].join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] as number) << 8) | (bytes[index * 2 + 1] as number)).toString(16),
  )
  return shortened(groups.join(':'))
}

const zeroRuns = /(?:^|:)0(?::0)+(?=:|$)/g

/** The first of the longest runs of two zero groups or more. */
function shortened(text: string): string {
  let longest: RegExpExecArray | null = null
  for (const run of text.matchAll(zeroRuns)) if (!longest || countOf(run[0]) > countOf(longest[0])) longest = run
  if (!longest) return text
  const after = text.slice(longest.index + longest[0].length + 1)
  return `${text.slice(0, longest.index)}::${after}`
}

const countOf = (run: string): number => run.split('0').length
