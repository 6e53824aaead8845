// What the DNS shows of a key: every resolver of the settings and every server of the zone in which the record lies, each asked by itself. Where the name is an
// alias (CNAME), as with providers who rotate for others, the servers of the zone that it leads to are asked.
import type { Voice } from '#lib/dns/agreeing-resolver'
import { canonicalName } from '#lib/dns/name'
import { parseDkimKey } from '#lib/dns/parse-dkim-key'
import type { DnsResolver } from '#lib/dns/resolver'
import { type ZoneServer, zoneServers } from '#lib/dns/zone-servers'
import type { Look } from './rotation'

export type World = {
  /** Those that the settings name; at least one. */
  resolvers: readonly Voice[]
  /** A server of a zone; null: it is not to be asked. */
  authority: (server: ZoneServer) => Voice | null
}

const aliasesMax = 8
type Seen = 'key' | 'missing' | 'different' | 'revoked' | 'failed'

export async function lookFor(world: World, name: string, publicKey: string): Promise<Look> {
  const [first] = world.resolvers
  if (!first) return { verdict: 'unanswered', servers: [] }
  const target = await endOf(first.resolver, name)
  const authorities = (await zoneServers(first.resolver, target)).flatMap((server) => world.authority(server) ?? [])
  const asked = [...authorities.map((voice) => ({ voice, name: target })), ...world.resolvers.map((voice) => ({ voice, name }))]
  const heard = await Promise.all(
    asked.map(async ({ voice, name: at }) => ({ server: voice.server, seen: await see(voice.resolver, at, publicKey) })),
  )
  return verdictOf(heard, authorities.length > 0)
}

/** Pure. Without a word of the zone's own servers nothing is sure: resolvers may remember what is gone. */
export function verdictOf(heard: readonly { server: string; seen: Seen }[], zoneIsKnown: boolean): Look {
  const of = (seen: Seen) => heard.filter((one) => one.seen === seen).map(({ server }) => server)
  const answers = new Set(heard.map(({ seen }) => seen).filter((seen) => seen !== 'failed'))
  const [only] = answers
  if (only === undefined || !zoneIsKnown || of('failed').length > 0) return { verdict: 'unanswered', servers: of('failed') }
  if (answers.size > 1) return { verdict: 'disagree', servers: heard.filter(({ seen }) => seen !== 'key').map(({ server }) => server) }
  return { verdict: only === 'key' ? 'agreed' : only, servers: heard.map(({ server }) => server) }
}

async function endOf(resolver: DnsResolver, name: string): Promise<string> {
  let end = canonicalName(name)
  for (let hop = 0; hop < aliasesMax; hop++) {
    const answer = await resolver.lookup(end, 'CNAME')
    const [next] = answer.state === 'found' ? answer.records : []
    if (next === undefined) return end
    end = next
  }
  return end
}

/** RFC 6376 3.6.2.2: with several records it is undefined which one a verifier takes. Other texts beside it are no keys. */
async function see(resolver: DnsResolver, name: string, publicKey: string): Promise<Seen> {
  const answer = await resolver.lookup(name, 'TXT')
  if (answer.state === 'failed') return 'failed'
  const texts = answer.state === 'found' ? answer.records.filter((text) => /(?:^|;)\s*(?:v\s*=\s*DKIM1|p\s*=)/.test(text)) : []
  const [text] = texts
  if (text === undefined) return 'missing'
  if (texts.length > 1) return 'different'
  const key = parseDkimKey(text)
  if (key.value?.publicKey === '') return 'revoked'
  return key.errors.length === 0 && key.value?.publicKey === publicKey ? 'key' : 'different'
}
