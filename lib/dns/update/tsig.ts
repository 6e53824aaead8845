// Transaction signatures (RFC 8945): a message says by whom it is, and that nobody changed it on the way. Signed is what is sent, and an answer counts only
// with a signature over it and over the one that it answers. Truncated MACs are not taken (5.2.2.1 leaves them to policy).
import { createHmac, timingSafeEqual } from 'node:crypto'
import { nameBytes } from './record-data'
import type { TsigAlgorithm } from './tsig-algorithms'
import { readMessage, readName, type WireRecord } from './wire-reader'

export type TsigKey = { name: string; algorithm: TsigAlgorithm; secret: Buffer }

const tsigType = 250
const classAny = 255
const fudgeSeconds = 300

const number = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

/** The digest components of 4.3, in their order. */
function macOf(key: TsigKey, message: Buffer, before: Buffer | null, time: number, fudge: number, error: number, other: Buffer): Buffer {
  const hmac = createHmac(key.algorithm.slice('hmac-'.length), key.secret)
  if (before) hmac.update(number(before.length, 2)).update(before)
  hmac.update(message).update(nameBytes(key.name)).update(number(classAny, 2)).update(number(0, 4)).update(nameBytes(key.algorithm))
  hmac.update(number(time, 6)).update(number(fudge, 2)).update(number(error, 2)).update(number(other.length, 2)).update(other)
  return hmac.digest()
}

export function signMessage(message: Buffer, key: TsigKey, now = Date.now()): { bytes: Buffer; mac: Buffer } {
  const time = Math.floor(now / 1000)
  const mac = macOf(key, message, null, time, fudgeSeconds, 0, Buffer.alloc(0))
  const data = Buffer.concat([
    ...[nameBytes(key.algorithm), number(time, 6), number(fudgeSeconds, 2), number(mac.length, 2), mac],
    ...[message.subarray(0, 2), number(0, 2), number(0, 2)],
  ])
  const record = Buffer.concat([
    ...[nameBytes(key.name), number(tsigType, 2), number(classAny, 2), number(0, 4), number(data.length, 2), data],
  ])
  const bytes = Buffer.concat([message, record])
  bytes.writeUInt16BE(message.readUInt16BE(10) + 1, 10)
  return { bytes, mac }
}

/** `refused`: the server says that it does not take the key, the signature or the time; nobody can prove that, and it is no success either way. */
export type TsigVerdict = 'proved' | 'refused' | 'unproved'

export function verifyMessage(bytes: Buffer, key: TsigKey, requestMac: Buffer, now = Date.now()): TsigVerdict {
  const { additionals } = readMessage(bytes)
  const record = additionals.at(-1)
  if (record?.type !== tsigType || record.dataStart + record.data.length !== bytes.length) return 'unproved'
  const { algorithm, time, fudge, mac, originalId, error, other } = readTsig(bytes, record)
  if (mac.length === 0 && error !== 0) return 'refused'
  if (record.name !== key.name.toLowerCase().replace(/\.$/, '') || algorithm !== key.algorithm) return 'unproved'
  const message = Buffer.from(bytes.subarray(0, record.start))
  message.writeUInt16BE(originalId, 0)
  message.writeUInt16BE(bytes.readUInt16BE(10) - 1, 10)
  const expected = macOf(key, message, requestMac, time, fudge, error, other)
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return 'unproved'
  if (error !== 0) return 'refused'
  return Math.abs(now / 1000 - time) <= fudge ? 'proved' : 'unproved'
}

function readTsig(bytes: Buffer, { dataStart, data }: WireRecord) {
  const { name: algorithm, end } = readName(bytes, dataStart)
  const rest = data.subarray(end - dataStart)
  const size = rest.readUInt16BE(8)
  const tail = rest.subarray(10 + size)
  const otherLength = tail.readUInt16BE(4)
  if (rest.length < 16 + size || tail.length !== 6 + otherLength) throw new RangeError('a signature of no length')
  return {
    ...{ algorithm, time: rest.readUIntBE(0, 6), fudge: rest.readUInt16BE(6), mac: rest.subarray(10, 10 + size) },
    ...{ originalId: tail.readUInt16BE(0), error: tail.readUInt16BE(2), other: tail.subarray(6) },
  }
}
