// As much of DER (X.690) as certificates and requests for them need: values are written, and the places of the parts of a certificate found.

const length = (size: number): Buffer => {
  if (size < 128) return Buffer.from([size])
  const bytes = Buffer.from(size.toString(16).padStart(size > 0xffff ? 6 : size > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

export function derValue(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), length(content.length), content])
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => derValue(0x30, ...parts)
export const setOf = (...parts: readonly Uint8Array[]): Buffer => derValue(0x31, ...parts)
/** [n], constructed. */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer => derValue(0xa0 | number, ...parts)
export const octets = (content: Uint8Array): Buffer => derValue(0x04, content)
export const bits = (content: Uint8Array): Buffer => derValue(0x03, Buffer.from([0]), content)
export const utf8 = (text: string): Buffer => derValue(0x0c, Buffer.from(text))
export const truth: Buffer = derValue(0x01, Buffer.from([0xff]))

/** Not negative. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const content = first < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first))
  return derValue(0x02, ...((content[0] ?? 0) > 127 ? [Buffer.from([0])] : []), content)
}

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return derValue(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const bytes = [value & 127]
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left & 127) | 128)
  return bytes
}

export type DerPart = { tag: number; content: Buffer; whole: Buffer }

/** The values that lie behind each other in `bytes`. Throws on what is cut off. */
export function derParts(bytes: Buffer): DerPart[] {
  const parts: DerPart[] = []
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at + 1] ?? 0
    const longer = first & 0x80 ? first & 0x7f : 0
    if (longer > 4) throw new RangeError('DER: too long')
    const size = longer > 0 ? bytes.readUIntBE(at + 2, longer) : first
    const start = at + 2 + longer
    if (start + size > bytes.length) throw new RangeError('DER: cut off')
    parts.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, start + size), whole: bytes.subarray(at, start + size) })
    at = start + size
  }
  return parts
}
