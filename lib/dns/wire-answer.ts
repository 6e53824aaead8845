// A message of a server -> an answer. Aliases are followed inside the message only: a resolver sends the whole chain (RFC 1034 4.3.2).
import type { Packet, Answer as PacketAnswer } from 'dns-packet'
import { canonicalName } from './name'
import type { Answer, RecordType } from './resolver'

type Reply = Packet & { rcode?: string; flag_ad?: boolean; flag_aa?: boolean }
const aliasesMax = 16

export type Trust = { validating: boolean; authoritative: boolean }

export function answerOf(packet: Packet, name: string, type: RecordType, { validating, authoritative }: Trust): Answer<unknown> {
  const { rcode, flag_ad: proved, flag_aa: own, answers = [] } = packet as Reply
  const secure = validating && proved === true
  if (rcode === 'SERVFAIL') return { state: 'failed', why: 'servfail' }
  // A referral, or a zone that is not theirs (RFC 1034 4.3.1).
  if (authoritative && !own) return { state: 'failed', why: 'refused' }
  if (rcode === 'NXDOMAIN') return { state: 'none', name: false, secure }
  if (rcode !== 'NOERROR') return { state: 'failed', why: 'refused' }
  const owner = type === 'CNAME' ? canonicalName(name) : endOfAliases(canonicalName(name), answers)
  const records = answers.filter((answer) => answer.type === type && canonicalName(answer.name) === owner).map(recordIn)
  // An alias that leaves the zone: what is at its end they cannot say.
  if (authoritative && records.length === 0 && owner !== canonicalName(name)) return { state: 'failed', why: 'refused' }
  return records.length > 0 ? { state: 'found', records, secure } : { state: 'none', name: true, secure }
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
      return answer.data
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return canonicalName(answer.data)
    default:
      throw new Error(`${answer.type} is not a type that is asked for`)
  }
}
