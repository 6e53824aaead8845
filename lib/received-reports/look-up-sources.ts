// Gives the addresses in reports a name, within caps: the newest and heaviest first, few at once, never one of a private network unless the settings of the
// DNS say that those are the world. Which of them are our own hosts and relays is asked anew each time, for addresses move.
import 'server-only'
import { isIP } from 'node:net'
import { db } from '#lib/db/client'
import { parseIp, readableIp } from '#lib/dns/ip'
import { canonicalName } from '#lib/dns/name'
import type { DnsResolver } from '#lib/dns/resolver'
import { isPrivateAddress } from '#lib/outbound/private-address'
import { operations } from '#lib/protocol/operations'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { resolverVoices } from '#lib/resolvers/voices'
import { type LookedUp, lookUpSource } from './look-up-source'

const sourcesAtOnce = 300
const roundMs = 60_000
const questionMs = 4000
const parallelMax = 16
/** Names change seldom; nobody's answer is tried again soon, and then less and less. */
const staleDays = 30

/** How many were looked up. */
export async function lookUpSources(resolver?: DnsResolver): Promise<number> {
  const settings = (await readDnsSettings()).values
  const asked =
    resolver ??
    firstAnswer(resolverVoices(settings, { deadlineMs: questionMs, questionsMax: 5000, parallelMax, signal: AbortSignal.timeout(roundMs) }))
  const own = await ownAddresses(asked)
  await markOwn(own)
  const due = await dueSources()
  await inTurns(due, async (ip) => {
    const isAsked = settings.allowPrivate || !isPrivateAddress(ip)
    await save(ip, isAsked ? await lookUpSource(asked, ip) : { name: '', confirmed: false, organisation: '' }, own.get(ip))
  })
  return due.length
}

async function dueSources(): Promise<string[]> {
  const rows = await db().$queryRaw<{ ip: string }[]>`
    select l.ip from "ReceivedReport" r join "ReportGroup" g on g."reportId" = r.id cross join unnest(g."sourceIps", g.counts) as l(ip, count)
      left join "ReportSource" s on s.ip = l.ip
    where r."receivedAt" > now() - interval '7 days'
      and (s.ip is null or s."lookedAt" is null or s."lookedAt" < now() - case when s.failures > 0 then least(power(2, s.failures), 48) * interval '15 minutes' else make_interval(days => ${staleDays}::int) end)
    group by 1 order by sum(l.count) desc limit ${sourcesAtOnce}`
  return rows.map(({ ip }) => ip)
}

type Own = { ownKind: 'host' | 'relay'; ownName: string }

/** Hosts before relays: a host that another one relays through is a host. */
async function ownAddresses(resolver: DnsResolver): Promise<Map<string, Own>> {
  const hosts = await db().host.findMany({ select: { name: true, address: true, relayServer: true, facts: true } })
  const own = new Map<string, Own>()
  for (const { relayServer } of hosts)
    if (relayServer) for (const ip of await addressesOf(resolver, relayServer)) own.set(ip, { ownKind: 'relay', ownName: relayServer })
  for (const { name, address, facts } of hosts)
    for (const server of [address, name, hostnameIn(facts)])
      for (const ip of await addressesOf(resolver, server)) own.set(ip, { ownKind: 'host', ownName: name })
  return own
}

/** By which it greets other servers; its mail leaves from the addresses of that name too. */
function hostnameIn(facts: unknown): string {
  const hello: unknown = typeof facts === 'object' && facts !== null ? Reflect.get(facts, 'hello') : undefined
  return operations.hello.output.safeParse(hello).data?.hostname ?? ''
}

async function addressesOf(resolver: DnsResolver, host: string): Promise<string[]> {
  if (isIP(host)) return [canonicalIp(host)]
  const name = canonicalName(host)
  if (!name.includes('.')) return []
  const answers = await Promise.all([resolver.lookup(name, 'A'), resolver.lookup(name, 'AAAA')])
  return answers.flatMap((answer) => (answer.state === 'found' ? answer.records.map(canonicalIp) : []))
}

function canonicalIp(text: string): string {
  const ip = parseIp(text)
  return ip ? readableIp(ip) : text
}

/** Those that are known already. One that could not be asked now keeps what it was. */
async function markOwn(own: ReadonlyMap<string, Own>): Promise<void> {
  for (const [ip, data] of own) await db().reportSource.upsert({ where: { ip }, create: { ip, ...data }, update: data })
}

async function save(ip: string, found: LookedUp | null, own: Own | undefined): Promise<void> {
  const now = new Date()
  const mine = own ?? { ownKind: null, ownName: '' }
  if (found === null) {
    await db().reportSource.upsert({
      where: { ip },
      create: { ip, ...mine, failures: 1, lookedAt: now },
      update: { failures: { increment: 1 }, lookedAt: now },
    })
    return
  }
  const data = { ...found, ...mine, failures: 0, lookedAt: now }
  await db().reportSource.upsert({ where: { ip }, create: { ip, ...data }, update: data })
}

/** The next resolver is asked when one does not answer. */
function firstAnswer(voices: readonly { resolver: DnsResolver }[]): DnsResolver {
  return {
    lookup: async (name, type) => {
      for (const { resolver } of voices.slice(0, -1)) {
        const answer = await resolver.lookup(name, type)
        if (answer.state !== 'failed') return answer
      }
      return (voices.at(-1) as { resolver: DnsResolver }).resolver.lookup(name, type)
    },
  }
}

async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const hands = Array.from({ length: Math.min(parallelMax, waiting.length) }, async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  })
  await Promise.all(hands)
}
