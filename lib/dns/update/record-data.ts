// The data of a record between how it is written and how it travels, of those types that a mail domain publishes. Written: TXT is the whole text, names end with a dot.
import { readName } from './wire-reader'

export const typeNumbers = { A: 1, CNAME: 5, MX: 15, TXT: 16, AAAA: 28, SRV: 33, TLSA: 52 } as const
export type PublishedType = 'CNAME' | 'MX' | 'TXT' | 'SRV' | 'TLSA'

const stringMax = 255

/** Uncompressed, in lower case (RFC 1035 3.1). */
export function nameBytes(name: string): Buffer {
  const labels = name.toLowerCase().replace(/\.$/, '').split('.').filter(Boolean)
  const parts = labels.map((label) => {
    const bytes = Buffer.from(label, 'latin1')
    if (bytes.length > 63) throw new RangeError(`${label} is longer than a label may be`)
    return Buffer.concat([Buffer.of(bytes.length), bytes])
  })
  return Buffer.concat([...parts, Buffer.of(0)])
}

const number16 = (text: string | undefined): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(Number(text))
  return bytes
}

export function dataOf(type: PublishedType, value: string): Buffer {
  const parts = value.split(/\s+/)
  switch (type) {
    case 'TXT': {
      const text = Buffer.from(value, 'latin1')
      const strings = Array.from({ length: Math.max(1, Math.ceil(text.length / stringMax)) }, (_, index) =>
        text.subarray(index * stringMax, (index + 1) * stringMax),
      )
      return Buffer.concat(strings.flatMap((string) => [Buffer.of(string.length), string]))
    }
    case 'CNAME':
      return nameBytes(value)
    case 'MX':
      return Buffer.concat([number16(parts[0]), nameBytes(parts[1] ?? '')])
    case 'SRV':
      return Buffer.concat([...parts.slice(0, 3).map(number16), nameBytes(parts[3] ?? '')])
    case 'TLSA':
      return Buffer.concat([Buffer.from(parts.slice(0, 3).map(Number)), Buffer.from(parts.slice(3).join(''), 'hex')])
  }
}

/** `message`: in which the data stands, for names that point back into it. `bytes`: the same data with its names whole. */
export function readData(message: Buffer, start: number, length: number, type: PublishedType): { value: string; bytes: Buffer } {
  const data = message.subarray(start, start + length)
  switch (type) {
    case 'TXT': {
      const strings: Buffer[] = []
      for (let at = 0; at < data.length; at += 1 + data.readUInt8(at)) strings.push(data.subarray(at + 1, at + 1 + data.readUInt8(at)))
      return { value: Buffer.concat(strings).toString('latin1'), bytes: Buffer.from(data) }
    }
    case 'CNAME':
      return written(type, `${readName(message, start).name}.`)
    case 'MX':
      return written(type, `${data.readUInt16BE(0)} ${readName(message, start + 2).name}.`)
    case 'SRV':
      return written(type, `${[0, 2, 4].map((at) => data.readUInt16BE(at)).join(' ')} ${readName(message, start + 6).name}.`)
    case 'TLSA':
      return written(type, `${[...data.subarray(0, 3)].join(' ')} ${data.subarray(3).toString('hex')}`)
  }
}

const written = (type: PublishedType, value: string) => ({ value, bytes: dataOf(type, value) })

/** So that two ways to write the same compare as one. */
export const canonicalValue = (type: PublishedType, value: string): string =>
  type === 'TXT' ? value : value.trim().replace(/\s+/g, ' ').toLowerCase()
