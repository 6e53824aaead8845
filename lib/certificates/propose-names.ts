// Names that the host's certificate might carry: those that people and mail programs use for its domains, as far as the DNS leads them to this host. An
// authority proves only such, and one name that leads elsewhere fails the whole order (RFC 8555 7.1.4).
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { agreeingResolver } from '#lib/dns/agreeing-resolver'
import type { DnsResolver } from '#lib/dns/resolver'
import { readDnsSettings } from '#lib/resolvers/read-settings'
import { resolverVoices } from '#lib/resolvers/voices'
import { requireHost } from './host-of'
import { type NameProposal, namesMax } from './schema'

const labels = ['mail', 'imap', 'smtp', 'autoconfig', 'autodiscover', 'mta-sts'] as const
const domainsMax = 200
const bounds = { deadlineMs: 10_000, questionsMax: 4 * domainsMax * labels.length }

/** Asks the DNS now: seconds. */
export async function proposeNames(actor: Actor, idOrName: string): Promise<NameProposal> {
  const { id, hostName } = await requireHost(actor, 'host.read', idOrName)
  const [settings, domains] = await Promise.all([
    readDnsSettings(),
    db().domain.findMany({
      where: { hostId: id, enabled: true, kind: { not: 'relay' } },
      orderBy: { name: 'asc' },
      take: domainsMax,
      select: { name: true },
    }),
  ])
  const resolver = agreeingResolver({ resolvers: resolverVoices(settings.values, bounds), zone: async () => [] })
  const own = await addressesOf(resolver, hostName)
  const candidates = domains.flatMap(({ name }) => labels.map((label) => `${label}.${name}`)).filter((name) => name !== hostName)
  const asked = await Promise.all(candidates.map(async (name) => ({ name, addresses: await addressesOf(resolver, name) })))
  const leadsHere = (addresses: string[] | null) =>
    addresses !== null && addresses.length > 0 && addresses.every((one) => own?.includes(one))
  return {
    names: [hostName, ...asked.filter(({ addresses }) => leadsHere(addresses)).map(({ name }) => name)].slice(0, namesMax),
    unanswered: own === null ? [hostName] : asked.filter(({ addresses }) => addresses === null).map(({ name }) => name),
  }
}

/** null: it could not be asked. */
async function addressesOf(resolver: DnsResolver, name: string): Promise<string[] | null> {
  const answers = await Promise.all([resolver.lookup(name, 'A'), resolver.lookup(name, 'AAAA')])
  if (answers.some(({ state }) => state === 'failed')) return null
  return answers.flatMap((answer) => (answer.state === 'found' ? answer.records : []))
}
