// The resolver that asks real servers, over UDP and, for what does not fit, TCP. node:dns knows neither TLSA nor whether an answer was proved, and
// tells a broken server from an empty answer only in part (docs/decisions/0025). A question that is answered at once is one promise and one object: a round asks many.
import { AUTHENTIC_DATA, CHECKING_DISABLED, RECURSION_DESIRED } from 'dns-packet'
import { AnswersKept } from './answers-kept'
import type { Answer, DnsResolver, RecordType, RecordTypes, Unanswered } from './resolver'
import { answerOf, isCut } from './wire-answer'
import { isAnswerTo, writeQuery } from './wire-query'
import { askTcp } from './wire-tcp'
import { type UdpAsker, type UdpQuestion, udpAsker } from './wire-udp'

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

const defaults = { deadlineMs: 6000, tryMs: 2000, questionsMax: 500, parallelMax: 32, validating: false, authoritative: false }
type Settled = WireOptions & typeof defaults
type Door = { address: string; port: number; udp: UdpAsker }

export function wireResolver(given: WireOptions): DnsResolver {
  const options = { ...defaults, ...given }
  const known = new AnswersKept()
  const doors = options.servers.map(({ address, port = 53 }) => ({
    address,
    port,
    udp: udpAsker({ address, port, signal: options.signal }),
  }))
  let running = 0
  const waiting: (() => void)[] = []
  const leave = (): void => {
    running--
    waiting.shift()?.()
  }
  const start = (name: string, type: RecordType): Promise<Answer<unknown>> =>
    new Promise((done) => {
      if (running >= options.parallelMax) waiting.push(() => ask(name, type, done))
      else ask(name, type, done)
    })
  /** Server after server until one answers; a server that says SERVFAIL or REFUSED is remembered as the reason, and the next one asked. */
  const ask = (name: string, type: RecordType, done: Done): void => {
    running++
    const [first] = doors
    if (!first) {
      done({ state: 'failed', why: 'timeout' })
      leave()
      return
    }
    const question = new Question(name, type, first, Math.min(options.deadlineMs, options.tryMs), options, 0, (answer) => {
      if (answer.state !== 'failed') {
        done(answer)
        leave()
      } else askOn(question, doors, answer.why).then(done).then(leave)
    })
    first.udp.ask(question)
  }
  return {
    lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> {
      const lower = name.toLowerCase()
      let answer = known.get(lower, type)
      if (!answer) {
        // Every check of one run sees the same world, and no question is asked twice.
        answer = known.size < options.questionsMax ? start(name, type) : Promise.resolve({ state: 'failed', why: 'cancelled' } as const)
        known.add(lower, type, answer)
      }
      return answer as Promise<Answer<RecordTypes[Type]>>
    },
  }
}

type Done = (answer: Answer<unknown>) => void

async function askOn({ name, type, options, askedAt }: Question, doors: readonly Door[], first: Unanswered): Promise<Answer<unknown>> {
  const end = askedAt + options.deadlineMs
  let why = first
  const again = (server: Door, flags = 0) =>
    new Promise<Answer<unknown>>((done) => {
      const timeoutMs = Math.max(1, Math.min(end - performance.now(), options.tryMs))
      server.udp.ask(new Question(name, type, server, timeoutMs, options, flags, done))
    })
  for (const server of [...doors, ...doors].slice(1)) {
    if (end - performance.now() <= 0) break
    if (options.signal?.aborted) return { state: 'failed', why: 'cancelled' }
    const answer = await again(server)
    if (answer.state !== 'failed') return answer
    why = answer.why
  }
  const [server] = doors
  return server && why === 'servfail' && !options.authoritative ? whySilent((flags) => again(server, flags)) : { state: 'failed', why }
}

/**
 * What a resolver that validates finds to be forged it withholds as if its own question had failed (RFC 4035 5.5). Asked not to check (CD), it gives what it has; and if it still
 * withholds that from who wants it checked, no slip of a server is the reason.
 */
async function whySilent(again: (flags: number) => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  const unchecked = await again(CHECKING_DISABLED)
  if (unchecked.state === 'failed') return { state: 'failed', why: 'servfail' }
  const answer = await again(0)
  return answer.state === 'failed' && answer.why === 'servfail' ? { state: 'failed', why: 'bogus' } : answer
}

class Question implements UdpQuestion {
  readonly askedAt = performance.now()
  readonly endsAt: number
  private query: Buffer | null = null

  constructor(
    readonly name: string,
    readonly type: RecordType,
    private readonly server: Door,
    private readonly timeoutMs: number,
    readonly options: Settled,
    private readonly flags: number,
    private readonly done: Done,
  ) {
    this.endsAt = this.askedAt + timeoutMs
  }

  write(id: number): Buffer | null {
    const flags = this.flags | (this.options.authoritative ? 0 : RECURSION_DESIRED | AUTHENTIC_DATA)
    this.query = writeQuery(id, flags, this.name, this.type)
    return this.query
  }

  hear(message: Buffer): boolean {
    if (!this.query || !isAnswerTo(this.query, message)) return false
    if (isCut(message)) {
      this.askTcp(this.query)
      return true
    }
    const answer = answerOf(message, this.name, this.type, this.options)
    if (answer) this.done(answer)
    return answer !== null
  }

  end(why: Unanswered): void {
    this.done({ state: 'failed', why })
  }

  private askTcp(query: Buffer): void {
    const { address, port } = this.server
    const read = (message: Buffer) => (isAnswerTo(query, message) ? answerOf(message, this.name, this.type, this.options) : null)
    askTcp({ address, port, query, timeoutMs: this.timeoutMs, signal: this.options.signal, read }).then((answer) =>
      typeof answer === 'string' ? this.end(answer) : this.done(answer),
    )
  }
}
