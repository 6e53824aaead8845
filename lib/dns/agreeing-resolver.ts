// One question put to several servers at once, those of the zone and resolvers. What the zone's own servers say is what is coming, and outlives
// caches; where they say nothing the resolvers do. One that fails is not heard: only when all fail there is no answer. What a resolver withholds as forged
// is no answer either, whatever others say who check nothing: to every receiver that validates it is not there. That servers differ or withhold is
// remembered, for whoever asked.
import { canonicalName } from './name'
import type { Answer, DnsResolver, RecordType, RecordTypes, Unanswered } from './resolver'

export type Voice = { server: string; resolver: DnsResolver }
export type Voices = {
  resolvers: readonly Voice[]
  /** The servers of the zone in which a name lies; none when they are not known. */
  zone(name: string): Promise<readonly Voice[]>
}
/** Servers by what they answered, the answer that was taken first. */
export type Disagreement = { name: string; type: RecordType; servers: string[][] }
/** What resolvers withhold, for DNSSEC says that it is forged. */
export type Withheld = { name: string; type: RecordType; servers: string[] }
export type AgreeingResolver = DnsResolver & { disagreements: Disagreement[]; withheld: Withheld[] }

type Heard = { server: string; answer: Answer<unknown>; ofZone: boolean }

export function agreeingResolver({ resolvers, zone }: Voices): AgreeingResolver {
  const disagreements = new Map<string, Disagreement>()
  const withheld = new Map<string, Withheld>()
  /** Many checks ask the same: it is compared once. */
  const known = new Map<string, Promise<Answer<unknown>>>()
  return {
    get disagreements() {
      return [...disagreements.values()]
    },
    get withheld() {
      return [...withheld.values()]
    },
    lookup<Type extends RecordType>(name: string, type: Type): Promise<Answer<RecordTypes[Type]>> {
      const key = `${type} ${canonicalName(name)}`
      const answer = known.get(key) ?? agree(name, type)
      known.set(key, answer)
      return answer as Promise<Answer<RecordTypes[Type]>>
    },
  }

  async function agree(name: string, type: RecordType): Promise<Answer<unknown>> {
    const ask = async ({ server, resolver }: Voice, ofZone: boolean): Promise<Heard> => ({
      server,
      ofZone,
      answer: await resolver.lookup(name, type),
    })
    const [cached, own] = await Promise.all([
      Promise.all(resolvers.map((voice) => ask(voice, false))),
      zone(canonicalName(name)).then((voices) => Promise.all(voices.map((voice) => ask(voice, true)))),
    ])
    const bogus = cached.filter((one) => one.answer.state === 'failed' && one.answer.why === 'bogus')
    if (bogus.length > 0 && !cached.some(isProved)) {
      const servers = bogus.map(({ server }) => server)
      withheld.set(`${type} ${canonicalName(name)}`, { name: canonicalName(name), type, servers })
      return { state: 'failed', why: 'bogus' }
    }
    const { answer, groups } = taken([...own, ...cached])
    if (groups.length > 1) disagreements.set(`${type} ${canonicalName(name)}`, { name: canonicalName(name), type, servers: groups })
    return answer
  }
}

const isProved = ({ answer }: Heard): boolean => answer.state !== 'failed' && answer.secure

function taken(heard: readonly Heard[]): { answer: Answer<unknown>; groups: string[][] } {
  const groups = new Map<string, Heard[]>()
  for (const one of heard) {
    if (one.answer.state === 'failed') continue
    const key = contentOf(one.answer)
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const weight = (group: readonly Heard[]): number => group.filter(({ ofZone }) => ofZone).length * 1000 + group.length
  const [best, ...others] = [...groups.values()].sort((a, b) => weight(b) - weight(a))
  if (!best) return { answer: { state: 'failed', why: reasonOf(heard) }, groups: [] }
  const [first] = best
  // The servers of a zone never say that an answer is proved; a resolver that says the same may.
  const secure = best.some(isProved)
  return {
    answer: { ...(first as Heard).answer, secure } as Answer<unknown>,
    groups: [best, ...others].map((group) => group.map(({ server }) => server)),
  }
}

/** Records have no order (RFC 2181 5). */
const contentOf = (answer: Exclude<Answer<unknown>, { state: 'failed' }>): string =>
  answer.state === 'none' ? 'none' : JSON.stringify(answer.records.map((record) => JSON.stringify(record)).sort())

function reasonOf(heard: readonly Heard[]): Unanswered {
  const reasons = heard.filter(({ ofZone }) => !ofZone).flatMap(({ answer }) => (answer.state === 'failed' ? [answer.why] : []))
  return reasons[0] ?? 'timeout'
}
