// The resolver that asks real servers, over UDP and, for what does not fit, TCP. node:dns knows neither TLSA nor whether an answer was proved, and
// tells a broken server from an empty answer only in part (docs/decisions/0025).

import { randomInt } from 'node:crypto'
import { AUTHENTIC_DATA, CHECKING_DISABLED, DNSSEC_OK, decode, encode, type Packet, RECURSION_DESIRED } from 'dns-packet'
import type { Answer, DnsResolver, RecordType, RecordTypes, Unanswered } from './resolver'
import { answerOf } from './wire-answer'
import { askTcp } from './wire-tcp'
import { type UdpAsker, udpAsker } from './wire-udp'

export type Server = { address: string; port?: number }
export type WireOptions = {
  servers: readonly Server[]
  /** For one question, all servers and tries together. */
  deadlineMs?: number
  tryMs?: number
  /** Questions of this resolver in all; more are not answered, so that no record of a stranger makes us ask without end. */
  questionsMax?: number
  /** Questions on their way at once. */
  parallelMax?: number
  /** The servers validate DNSSEC, and the way to them is safe: only then their AD means something (RFC 7672 2.1.1). */
  validating?: boolean
  /** The servers are those of a zone: nothing is asked on our behalf, and only what they say of their own zone is an answer (AA, RFC 1035 4.1.1). */
  authoritative?: boolean
  signal?: AbortSignal
}

/** What every network lets through (DNS flag day 2020). */
const payloadMax = 1232
const defaults = { deadlineMs: 6000, tryMs: 2000, questionsMax: 500, parallelMax: 32, validating: false, authoritative: false }

type Settled = WireOptions & typeof defaults

export function wireResolver(given: WireOptions): DnsResolver {
  const options = { ...defaults, ...given }
  const known = new Map<string, Promise<Answer<unknown>>>()
  const turn = turns(options.parallelMax)
  const doors = options.servers.map(({ address, port = 53 }) => ({
    address,
    port,
    udp: udpAsker({ address, port, signal: options.signal }),
  }))
  return {
    lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> {
      const key = `${type} ${name.toLowerCase()}`
      let answer = known.get(key)
      if (!answer) {
        // Every check of one run sees the same world, and no question is asked twice.
        answer =
          known.size < options.questionsMax
            ? turn(() => ask(name, type, doors, options))
            : Promise.resolve({ state: 'failed', why: 'cancelled' } as const)
        known.set(key, answer)
      }
      return answer as Promise<Answer<RecordTypes[Type]>>
    },
  }
}

type Door = { address: string; port: number; udp: UdpAsker }

/** Server after server until one answers; a server that says SERVFAIL or REFUSED is remembered as the reason, and the next one asked. */
async function ask(name: string, type: RecordType, doors: readonly Door[], options: Settled): Promise<Answer<unknown>> {
  const end = performance.now() + options.deadlineMs
  let why: Unanswered = 'timeout'
  for (const server of [...doors, ...doors]) {
    const left = end - performance.now()
    if (left <= 0) break
    if (options.signal?.aborted) return { state: 'failed', why: 'cancelled' }
    const answer = await askServer(name, type, server, Math.min(left, options.tryMs), options)
    if (answer.state !== 'failed') return answer
    why = answer.why
  }
  const [server] = doors
  return server && why === 'servfail' && !options.authoritative ? whySilent(name, type, server, end, options) : { state: 'failed', why }
}

/**
 * What a resolver that validates finds to be forged it withholds as if its own question had failed (RFC 4035 5.5). Asked not to check (CD), it gives what it has; and if it still
 * withholds that from who wants it checked, no slip of a server is the reason.
 */
async function whySilent(name: string, type: RecordType, server: Door, end: number, options: Settled): Promise<Answer<unknown>> {
  const again = (more: number) =>
    askServer(name, type, server, Math.max(1, Math.min(end - performance.now(), options.tryMs)), options, more)
  const unchecked = await again(CHECKING_DISABLED)
  if (unchecked.state === 'failed') return { state: 'failed', why: 'servfail' }
  const answer = await again(0)
  return answer.state === 'failed' && answer.why === 'servfail' ? { state: 'failed', why: 'bogus' } : answer
}

async function askServer(
  name: string,
  type: RecordType,
  { address, port, udp }: Door,
  timeoutMs: number,
  { validating, authoritative, signal }: Settled,
  flags = 0,
): Promise<Answer<unknown>> {
  const id = randomInt(65_536)
  const query = encode({
    type: 'query',
    id,
    flags: flags | (authoritative ? 0 : RECURSION_DESIRED | AUTHENTIC_DATA),
    questions: [{ type, name }],
    additionals: [{ type: 'OPT', name: '.', udpPayloadSize: payloadMax, flags: DNSSEC_OK } as never],
  })
  const isOurs = (packet: Packet): boolean => {
    const [question] = packet.questions ?? []
    return packet.id === id && packet.type === 'response' && question?.name.toLowerCase() === name.toLowerCase() && question.type === type
  }
  const read = (bytes: Buffer): Packet | null => {
    try {
      const packet = decode(bytes)
      return isOurs(packet) ? packet : null
    } catch {
      return null
    }
  }
  const reply = await udp.ask({ query, timeoutMs, read })
  if (typeof reply === 'string') return { state: 'failed', why: reply }
  const whole = (reply as Packet & { flag_tc?: boolean }).flag_tc ? await askTcp({ address, port, query, timeoutMs, signal, read }) : reply
  return typeof whole === 'string' ? { state: 'failed', why: whole } : answerOf(whole, name, type, { validating, authoritative })
}

function turns(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
