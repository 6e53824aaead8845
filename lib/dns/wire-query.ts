// A question as it goes over the wire (RFC 1035 4.1, RFC 6891 6.1.2), and whether a message is one to it. Written here, as a round of a thousand domains asks some hundred thousand of them.
import type { RecordType } from './resolver'

const typeNumbers: Record<RecordType, number> = {
  ...{ A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, MX: 15, TXT: 16, AAAA: 28, SRV: 33, TLSA: 52, CAA: 257 },
}
const [classIn, optType, dnssecOk] = [1, 41, 0x8000]
const [headerBytes, afterName, optBytes] = [12, 4, 11]
const labelBytesMax = 63
/** What every network lets through (DNS flag day 2020). */
const payloadMax = 1232

/** null: no message can hold that name. */
export function writeQuery(id: number, flags: number, name: string, type: RecordType): Buffer | null {
  const query = Buffer.allocUnsafe(headerBytes + Buffer.byteLength(name) + 2 + afterName + optBytes)
  query.writeUInt16BE(id, 0)
  query.writeUInt16BE(flags, 2)
  // One question and one additional record: the size of the answers that we take, and that we want DNSSEC's (RFC 3225).
  query.writeUInt32BE(0x0001_0000, 4)
  query.writeUInt32BE(1, 8)
  let at = headerBytes
  for (let start = 0; start < name.length; ) {
    const dot = name.indexOf('.', start)
    const end = dot < 0 ? name.length : dot
    const written = query.write(name.slice(start, end), at + 1)
    if (written === 0 || written > labelBytesMax) return null
    query[at] = written
    at += written + 1
    start = end + 1
  }
  query[at++] = 0
  at = query.writeUInt16BE(typeNumbers[type], at)
  at = query.writeUInt16BE(classIn, at)
  query[at++] = 0
  at = query.writeUInt16BE(optType, at)
  at = query.writeUInt16BE(payloadMax, at)
  at = query.writeUInt32BE(dnssecOk, at)
  at = query.writeUInt16BE(0, at)
  return query.subarray(0, at)
}

/** The number, and the one question as it was asked, in whatever case (RFC 1035 2.3.3). */
export function isAnswerTo(query: Buffer, message: Buffer): boolean {
  const end = query.length - optBytes
  if (message.length < end || ((message[2] as number) & 0x80) === 0) return false
  if (message[0] !== query[0] || message[1] !== query[1] || message.readUInt16BE(4) !== 1) return false
  for (let at = headerBytes; at < end; at++) {
    const heard = message[at] as number
    const asked = query[at] as number
    if (heard !== asked && (at >= end - afterName || inLowerCase(heard) !== inLowerCase(asked))) return false
  }
  return true
}

const inLowerCase = (octet: number): number => (octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet)
