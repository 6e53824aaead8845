// A server that takes dynamic updates (RFC 2136) signed with a key (RFC 8945), asked over TCP. Questions are signed too: what is read decides what is written. All
// that is read of a set is a condition of its change, so somebody who is faster makes it fail and loses nothing.
import { randomInt } from 'node:crypto'
import { type PublishedType, readData, typeNumbers } from '#lib/dns/update/record-data'
import { signMessage, type TsigKey, verifyMessage } from '#lib/dns/update/tsig'
import { codeOf, codes, isAuthoritative, questionMessage, type UpdatedSet, updateMessage } from '#lib/dns/update/update-message'
import { readMessage, type WireMessage, type WireRecord } from '#lib/dns/update/wire-reader'
import type { Server } from '#lib/dns/wire-resolver'
import { askTcp } from '#lib/dns/wire-tcp'
import { DoorError, type RecordSet, type SetChange, type SetKey, type ZoneDoor } from './zone-door'

export type Rfc2136Zone = { zone: string; server: Server; key: TsigKey }

const timeoutMs = 8000
const questionsAtOnce = 8
const classIn = 1

type Reply = { bytes: Buffer; message: WireMessage }

export function rfc2136Door(zone: Rfc2136Zone): ZoneDoor {
  return {
    async read(keys) {
      const sets: RecordSet[] = []
      for (let start = 0; start < keys.length; start += questionsAtOnce)
        sets.push(...(await Promise.all(keys.slice(start, start + questionsAtOnce).map((key) => readSet(zone, key)))))
      return sets
    },
    async change(changes) {
      const id = randomInt(65_536)
      const { message } = await exchange(zone, id, updateMessage(id, zone.zone, changes.map(updated)))
      const code = codeOf(message.flags)
      if (code === codes.NOERROR) return
      const isRace = code === codes.YXDOMAIN || code === codes.YXRRSET || code === codes.NXRRSET || code === codes.NXDOMAIN
      throw new DoorError(isRace ? 'changed' : reasonOf(code), `update: ${code}`)
    },
  }
}

const reasonOf = (code: number) => (code === codes.NOTAUTH || code === codes.NOTZONE ? 'no_zone' : 'refused')

type Mark = { value: string; bytes: Buffer }[]

function updated({ set, add, remove, ttl }: SetChange): UpdatedSet {
  const mark = set.mark as Mark
  const gone = mark.filter(({ value }) => remove.includes(value)).map(({ bytes }) => bytes)
  return { name: set.name, type: set.type, before: mark.map(({ bytes }) => bytes), add, remove: gone, ttl }
}

async function readSet(zone: Rfc2136Zone, { name, type }: SetKey): Promise<RecordSet> {
  const [own, ...others] = await Promise.all(
    [type, ...(type === 'CNAME' ? (['A', 'AAAA', 'TXT'] as const) : [])].map((one) => ask(zone, name, one)),
  )
  const { bytes, message } = own as Reply
  // A referral: the name was given to another zone, and what is put there is seen by nobody.
  if (!isAuthoritative(message.flags)) return { name, type, values: [], blocked: true, mark: [] }
  const records = at(message, name, typeNumbers[type])
  const mark: Mark = records.map((record) => readData(bytes, record.dataStart, record.data.length, type))
  const isAlias = type !== 'CNAME' && at(message, name, typeNumbers.CNAME).length > 0
  const isTaken = others.some((reply) => reply.message.answers.some((record) => record.name === name && record.type !== typeNumbers.CNAME))
  return { name, type, values: mark.map(({ value }) => value), blocked: isAlias || isTaken, mark }
}

const at = ({ answers }: WireMessage, name: string, type: number): WireRecord[] =>
  answers.filter((record) => record.name === name && record.type === type && record.class === classIn)

async function ask(zone: Rfc2136Zone, name: string, type: PublishedType | 'A' | 'AAAA'): Promise<Reply> {
  const id = randomInt(65_536)
  const reply = await exchange(zone, id, questionMessage(id, name, typeNumbers[type]))
  const code = codeOf(reply.message.flags)
  if (code !== codes.NOERROR && code !== codes.NXDOMAIN) throw new DoorError(reasonOf(code), `question: ${code}`)
  if (!isAuthoritative(reply.message.flags) && name === zone.zone) throw new DoorError('no_zone', 'not its own answer')
  return reply
}

async function exchange({ server: { address, port = 53 }, key }: Rfc2136Zone, id: number, message: Buffer): Promise<Reply> {
  const signed = signMessage(message, key)
  const query = { address, port, query: signed.bytes, timeoutMs }
  const answer = await askTcp<{ bytes: Buffer }>({ ...query, read: (bytes) => ({ bytes: Buffer.from(bytes) }) })
  if (typeof answer === 'string') throw new DoorError('unreachable', answer)
  const { bytes } = answer
  try {
    const read = readMessage(bytes)
    if (read.id !== id) throw new DoorError('malformed', 'another id')
    const verdict = verifyMessage(bytes, key, signed.mac)
    // Who does not know the key cannot sign either: an error without a signature is told as what it says, and is no success.
    if (verdict !== 'proved')
      throw new DoorError(verdict === 'refused' || codeOf(read.flags) === codes.NOTAUTH ? 'key_refused' : unsigned(read))
    return { bytes, message: read }
  } catch (error) {
    if (error instanceof DoorError) throw error
    throw new DoorError('malformed', String(error))
  }
}

const unsigned = ({ flags }: WireMessage) => (codeOf(flags) === codes.NOERROR ? 'unproved' : 'refused')
