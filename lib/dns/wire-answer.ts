// A message of a server -> an answer. Aliases are followed inside the message only: a resolver sends the whole chain (RFC 1034 4.3.2).
// Most messages hold no records: of those, what the header says is all.
import { isIP } from 'node:net'
import { decode, type Answer as PacketAnswer } from 'dns-packet'
import { canonicalName } from './name'
import type { Answer, RecordType } from './resolver'

const aliasesMax = 16
const [noError, serverFailure, noSuchName] = [0, 2, 3]

export type Trust = { validating: boolean; authoritative: boolean }

const [truncated, own, proved] = [0x02, 0x04, 0x20]
const [answersAt, behindAnswersAt] = [6, 8]

export const isCut = (message: Buffer): boolean => ((message[2] as number) & truncated) !== 0

/** Of a message that answers this question. null: it cannot be read. */
export function answerOf(message: Buffer, name: string, type: RecordType, { validating, authoritative }: Trust): Answer<unknown> | null {
  const rcode = (message[3] as number) & 15
  const secure = validating && ((message[3] as number) & proved) !== 0
  if (rcode === serverFailure) return { state: 'failed', why: 'servfail' }
  // A referral, or a zone that is not theirs (RFC 1034 4.3.1).
  if (authoritative && ((message[2] as number) & own) === 0) return { state: 'failed', why: 'refused' }
  if (rcode === noSuchName) return { state: 'none', name: false, secure }
  if (rcode !== noError) return { state: 'failed', why: 'refused' }
  const answers = answersIn(message)
  if (answers === null) return null
  const asked = canonicalName(name)
  const owner = type === 'CNAME' ? asked : endOfAliases(asked, answers)
  const records = recordsOf(answers, owner, type)
  if (records === null) return { state: 'failed', why: 'malformed' }
  // An alias that leaves the zone: what is at its end they cannot say.
  if (authoritative && records.length === 0 && owner !== asked) return { state: 'failed', why: 'refused' }
  return records.length > 0 ? { state: 'found', records, secure } : { state: 'none', name: true, secure }
}

const none: PacketAnswer[] = []

/** What stands behind the answers is nobody's here: it is not read. */
function answersIn(message: Buffer): PacketAnswer[] | null {
  if (message.readUInt16BE(answersAt) === 0) return none
  message.writeUInt32BE(0, behindAnswersAt)
  try {
    return decode(message).answers ?? none
  } catch {
    return null
  }
}

/** null: a record of a stranger that cannot be read, which ends nothing but its question. */
function recordsOf(answers: readonly PacketAnswer[], owner: string, type: RecordType): unknown[] | null {
  try {
    return answers.filter((answer) => answer.type === type && canonicalName(answer.name) === owner).map(recordIn)
  } catch {
    return null
  }
}

function endOfAliases(name: string, answers: readonly PacketAnswer[]): string {
  let owner = name
  for (let hop = 0; hop < aliasesMax; hop++) {
    const alias = answers.find((answer) => answer.type === 'CNAME' && canonicalName(answer.name) === owner)
    if (alias?.type !== 'CNAME') return owner
    owner = canonicalName(alias.data)
  }
  return owner
}

function recordIn(answer: PacketAnswer): unknown {
  switch (answer.type) {
    case 'TXT': {
      const strings = [answer.data].flat().map((part) => (typeof part === 'string' ? Buffer.from(part) : part))
      return Buffer.concat(strings).toString('latin1')
    }
    case 'MX':
      return { preference: answer.data.preference ?? 0, exchange: canonicalName(answer.data.exchange) }
    case 'TLSA': {
      const { usage, selector, matchingType, certificate } = answer.data
      return { usage, selector, matchingType, data: certificate.toString('hex') }
    }
    case 'CAA':
      return { flags: answer.data.flags ?? 0, tag: answer.data.tag, value: answer.data.value }
    case 'SRV':
      return {
        priority: answer.data.priority ?? 0,
        weight: answer.data.weight ?? 0,
        port: answer.data.port,
        target: canonicalName(answer.data.target),
      }
    case 'SOA':
      return { primary: canonicalName(answer.data.mname), serial: answer.data.serial ?? 0 }
    case 'A':
    case 'AAAA':
      if (!isIP(answer.data)) throw new Error('a record that ends within its address')
      return answer.data
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return canonicalName(answer.data)
    default:
      throw new Error(`${answer.type} is not a type that is asked for`)
  }
}
