// A DNS message as bytes, read as far as an update needs it: which records it has, where each begins, and the names in them with their compression undone
// (RFC 1035 4.1). Throws RangeError for what is no message; whoever reads turns that into an answer.

export type WireRecord = { name: string; type: number; class: number; ttl: number; start: number; data: Buffer; dataStart: number }
export type WireMessage = { id: number; flags: number; answers: WireRecord[]; additionals: WireRecord[] }

const pointersMax = 64

export function readMessage(bytes: Buffer): WireMessage {
  const counts = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at))
  let at = 12
  for (let index = 0; index < (counts[0] as number); index++) at = readName(bytes, at).end + 4
  const section = (count: number): WireRecord[] =>
    Array.from({ length: count }, () => {
      const record = readRecord(bytes, at)
      at = record.dataStart + record.data.length
      return record
    })
  const answers = section(counts[1] as number)
  section(counts[2] as number)
  return { id: bytes.readUInt16BE(0), flags: bytes.readUInt16BE(2), answers, additionals: section(counts[3] as number) }
}

function readRecord(bytes: Buffer, start: number): WireRecord {
  const { name, end } = readName(bytes, start)
  const length = bytes.readUInt16BE(end + 8)
  const dataStart = end + 10
  if (dataStart + length > bytes.length) throw new RangeError('a record ends behind its message')
  return {
    ...{ name, start, dataStart },
    ...{ type: bytes.readUInt16BE(end), class: bytes.readUInt16BE(end + 2), ttl: bytes.readUInt32BE(end + 4) },
    data: bytes.subarray(dataStart, dataStart + length),
  }
}

/** In lower case, without the last dot; octets that are no host's are shown as they are (latin1). */
export function readName(bytes: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = []
  let at = start
  let end: number | null = null
  for (let hops = 0; hops < pointersMax; ) {
    const length = bytes.readUInt8(at)
    if (length >= 0xc0) {
      end ??= at + 2
      at = bytes.readUInt16BE(at) & 0x3fff
      hops++
    } else if (length > 63) throw new RangeError('a label of no known kind')
    else if (length === 0) return { name: labels.join('.').toLowerCase(), end: end ?? at + 1 }
    else {
      labels.push(bytes.toString('latin1', at + 1, at + 1 + length))
      at += 1 + length
      if (labels.length > 128) break
    }
  }
  throw new RangeError('a name without an end')
}
