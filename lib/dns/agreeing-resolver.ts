// One question put to several servers at once, those of the zone and resolvers. What the zone's own servers say is what is coming, and outlives
// caches; where they say nothing the resolvers do. One that fails is not heard: only when all fail there is no answer. What a resolver withholds as forged
// is no answer either, whatever others say who check nothing: to every receiver that validates it is not there. That servers differ or withhold is
// remembered, for whoever asked.
import { AnswersKept } from './answers-kept'
import { canonicalName } from './name'
import type { Answer, DnsResolver, RecordType, RecordTypes, Unanswered } from './resolver'

export type Voice = { server: string; resolver: DnsResolver }
export type Voices = {
  resolvers: readonly Voice[]
  /** The servers of the zone in which a name lies; none when they are not known. At once where that needs no question. */
  zone(name: string): readonly Voice[] | Promise<readonly Voice[]>
}
/** Servers by what they answered, the answer that was taken first. */
export type Disagreement = { name: string; type: RecordType; servers: string[][] }
/** What resolvers withhold, for DNSSEC says that it is forged. */
export type Withheld = { name: string; type: RecordType; servers: string[] }
export type AgreeingResolver = DnsResolver & { disagreements: Disagreement[]; withheld: Withheld[] }

type Told = Exclude<Answer<unknown>, { state: 'failed' }>
type Heard = { server: string; answer: Answer<unknown>; ofZone: boolean }

export function agreeingResolver({ resolvers, zone }: Voices): AgreeingResolver {
  const disagreements: Disagreement[] = []
  const withheld: Withheld[] = []
  /** Many checks ask the same: it is compared once. */
  const known = new AnswersKept()
  return {
    disagreements,
    withheld,
    lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> {
      const canonical = canonicalName(name)
      let answer = known.get(canonical, type)
      if (!answer) {
        answer = agree(canonical, type)
        known.add(canonical, type, answer)
      }
      return answer as Promise<Answer<RecordTypes[Type]>>
    },
  }

  function agree(name: string, type: RecordType): Promise<Answer<unknown>> {
    const asked = resolvers.map(({ resolver }) => resolver.lookup(name, type) as Promise<Answer<unknown>>)
    const own = zone(name)
    return own instanceof Promise ? own.then((voices) => together(name, type, asked, voices)) : together(name, type, asked, own)
  }

  function together(name: string, type: RecordType, asked: Promise<Answer<unknown>>[], own: readonly Voice[]): Promise<Answer<unknown>> {
    const [only] = asked
    if (only && asked.length === 1 && own.length === 0)
      return only.then((answer) => (isBogus(answer) ? weighed(name, type, own, [answer]) : answer))
    for (const { resolver } of own) asked.push(resolver.lookup(name, type))
    return Promise.all(asked).then(
      (answers) => unanimous(answers, own.length > 0 ? resolvers.length : 0) ?? weighed(name, type, own, answers),
    )
  }

  /** The answers of the resolvers come first. */
  function weighed(name: string, type: RecordType, own: readonly Voice[], answers: readonly Answer<unknown>[]): Answer<unknown> {
    const voices = [...resolvers, ...own]
    const heard = answers.map(
      (answer, index): Heard => ({ server: voices[index]?.server ?? '', answer, ofZone: index >= resolvers.length }),
    )
    const bogus = heard.filter(({ answer }) => isBogus(answer))
    if (bogus.length > 0 && !heard.some(isProved)) {
      withheld.push({ name, type, servers: bogus.map(({ server }) => server) })
      return { state: 'failed', why: 'bogus' }
    }
    const { answer, groups } = taken(heard)
    if (groups.length > 1) disagreements.push({ name, type, servers: groups.map((group) => group.map(({ server }) => server)) })
    return answer
  }
}

/** Mostly all say the same: then it is the answer, as the first of those says it who know best. null: they do not. */
function unanimous(answers: readonly Answer<unknown>[], best: number): Answer<unknown> | null {
  const first = answers[best]
  if (!first || first.state === 'failed') return null
  let secure = false
  for (const answer of answers) {
    if (answer.state === 'failed' || (answer !== first && !saySame(first, answer))) return null
    secure ||= answer.secure
  }
  return withProof(first, secure)
}

const isProved = ({ answer }: Heard): boolean => answer.state !== 'failed' && answer.secure
const isBogus = (answer: Answer<unknown>): boolean => answer.state === 'failed' && answer.why === 'bogus'

/** Those who say the same, the servers of the zone first. */
function taken(heard: readonly Heard[]): { answer: Answer<unknown>; groups: Heard[][] } {
  const groups: Heard[][] = []
  for (const one of heard) {
    if (one.answer.state === 'failed') continue
    const group = groups.find(([first]) => first && saySame(first.answer, one.answer))
    if (group) group.push(one)
    else groups.push([one])
  }
  if (groups.length > 1) groups.sort((a, b) => weightOf(b) - weightOf(a))
  const [best] = groups
  const first = best?.find(({ ofZone }) => ofZone) ?? best?.[0]
  if (!best || !first || first.answer.state === 'failed') return { answer: { state: 'failed', why: reasonOf(heard) }, groups: [] }
  // The servers of a zone never say that an answer is proved; a resolver that says the same may.
  return { answer: withProof(first.answer, best.some(isProved)), groups }
}

const withProof = (answer: Told, secure: boolean): Told => (answer.secure === secure ? answer : { ...answer, secure })
const weightOf = (group: readonly Heard[]): number => group.filter(({ ofZone }) => ofZone).length * 1000 + group.length

/** Records have no order (RFC 2181 5). */
function saySame(one: Answer<unknown>, other: Answer<unknown>): boolean {
  if (one.state !== 'found' || other.state !== 'found') return one.state === other.state
  if (one.records.length !== other.records.length) return false
  return one.records.every((record, index) => isSame(record, other.records[index])) || sortedText(one.records) === sortedText(other.records)
}

/** Mostly they come in the same order. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isRecord(one) || !isRecord(other)) return false
  for (const field in one) if (one[field] !== other[field]) return false
  return true
}
/** Those of a type have the same fields, each a text or a number. */
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const sortedText = (records: readonly unknown[]): string => JSON.stringify(records.map((record) => JSON.stringify(record)).sort())

function reasonOf(heard: readonly Heard[]): Unanswered {
  for (const { answer, ofZone } of heard) if (!ofZone && answer.state === 'failed') return answer.why
  return 'timeout'
}
