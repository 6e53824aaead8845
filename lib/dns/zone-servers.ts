// The servers of the zone in which a name lies, found as a resolver would: the nearest name upwards that has NS records, and their addresses.
import { labelsOf } from './name'
import type { DnsResolver } from './resolver'

export type ZoneServer = { name: string; address: string }

/** More do not make an answer truer. */
const serversMax = 4

/** Empty: none, or it could not be found out. Never those of a top-level domain: what is registered below is not theirs to know. */
export async function zoneServers(resolver: DnsResolver, name: string): Promise<ZoneServer[]> {
  const labels = labelsOf(name)
  for (let cut = 0; labels.length - cut >= 2; cut++) {
    const answer = await resolver.lookup(labels.slice(cut).join('.'), 'NS')
    if (answer.state === 'failed') return []
    if (answer.state === 'found') return addressesOf(resolver, answer.records.toSorted().slice(0, serversMax))
  }
  return []
}

/** One address of each, of whichever version it has. */
async function addressesOf(resolver: DnsResolver, names: readonly string[]): Promise<ZoneServer[]> {
  const found = await Promise.all(
    names.map(async (name): Promise<ZoneServer[]> => {
      const four = await resolver.lookup(name, 'A')
      const answer = four.state === 'found' ? four : await resolver.lookup(name, 'AAAA')
      const address = answer.state === 'found' ? answer.records.toSorted()[0] : undefined
      return address === undefined ? [] : [{ name, address }]
    }),
  )
  return found.flat()
}
