// The messages of a dynamic update (RFC 2136): a question to the server itself, and the update with what must be so for it to be done. Records are named with all
// their data, in the conditions as in what goes: nothing that somebody else has put there meanwhile is overwritten.
import { dataOf, nameBytes, type PublishedType, typeNumbers } from './record-data'

const classIn = 1
const classNone = 254
const typeSoa = 6
const typeAny = 255
const updateFlags = 5 << 11

/** One set of records. `before`: the data of each that was read; all of them must still be there, and no others. */
export type UpdatedSet = {
  name: string
  type: PublishedType
  before: readonly Buffer[]
  add: readonly string[]
  /** Data as it was read. */
  remove: readonly Buffer[]
  ttl: number
}

const header = (id: number, flags: number, counts: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(12)
  for (const [index, value] of [id, flags, ...counts].entries()) bytes.writeUInt16BE(value, index * 2)
  return bytes
}

const question = (name: string, type: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16BE(type, 0)
  bytes.writeUInt16BE(classIn, 2)
  return Buffer.concat([nameBytes(name), bytes])
}

function record(name: string, type: number, recordClass: number, ttl: number, data: Buffer): Buffer {
  const bytes = Buffer.alloc(10)
  bytes.writeUInt16BE(type, 0)
  bytes.writeUInt16BE(recordClass, 2)
  bytes.writeUInt32BE(ttl, 4)
  bytes.writeUInt16BE(data.length, 8)
  return Buffer.concat([nameBytes(name), bytes, data])
}

export const questionMessage = (id: number, name: string, type: number): Buffer =>
  Buffer.concat([header(id, 0, [1, 0, 0, 0]), question(name, type)])

export function updateMessage(id: number, zone: string, sets: readonly UpdatedSet[]): Buffer {
  const conditions = sets.flatMap(conditionsOf)
  const changes = sets.flatMap(({ name, type, add, remove, ttl }) => [
    // 2.5.4, 2.5.1: what goes, then what comes.
    ...remove.map((data) => record(name, typeNumbers[type], classNone, 0, data)),
    ...add.map((value) => record(name, typeNumbers[type], classIn, ttl, dataOf(type, value))),
  ])
  return Buffer.concat([
    header(id, updateFlags, [1, conditions.length, changes.length, 0]),
    ...[question(zone, typeSoa), ...conditions, ...changes],
  ])
}

function conditionsOf({ name, type, before, add }: UpdatedSet): Buffer[] {
  // 2.4.2: the set exists, with exactly these.
  if (before.length > 0) return before.map((data) => record(name, typeNumbers[type], classIn, 0, data))
  // 2.4.5: an alias stands alone at its name; 2.4.3: there is no such set.
  if (type === 'CNAME' && add.length > 0) return [record(name, typeAny, classNone, 0, Buffer.alloc(0))]
  return [
    record(name, typeNumbers[type], classNone, 0, Buffer.alloc(0)),
    // Beside an alias nothing else may stand, and servers drop it in silence (3.4.2.2).
    ...(type === 'CNAME' ? [] : [record(name, typeNumbers.CNAME, classNone, 0, Buffer.alloc(0))]),
  ]
}

export const codes = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
} as const
export const codeOf = (flags: number): number => flags & 15
export const isAuthoritative = (flags: number): boolean => (flags & 0x0400) !== 0
