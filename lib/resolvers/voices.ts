// Whom the panel asks about the DNS, as its settings have it: each resolver, or those of this machine where none is named, and the servers of a zone.
import type { Voice } from '#lib/dns/agreeing-resolver'
import { parseServer, systemServers } from '#lib/dns/system-servers'
import { type WireOptions, wireResolver } from '#lib/dns/wire-resolver'
import type { ZoneServer } from '#lib/dns/zone-servers'
import { isPrivateAddress } from '#lib/outbound/private-address'
import type { DnsSettings } from './settings-schema'

/** Deadlines and caps of wireResolver. */
type Bounds = Omit<WireOptions, 'servers' | 'validating' | 'authoritative'>

/** One at least. */
export function resolverVoices({ resolvers, validating }: Pick<DnsSettings, 'resolvers' | 'validating'>, bounds: Bounds): Voice[] {
  const chosen = resolvers.flatMap((text) => parseServer(text) ?? [])
  const asked = chosen.length > 0 ? chosen.map((server) => [server]) : [systemServers()]
  return asked.map((servers) => ({
    server: servers.map(({ address, port }) => (port === undefined ? address : `${address} ${port}`)).join(', '),
    resolver: wireResolver({ servers, validating, ...bounds }),
  }))
}

/** null: it is not to be asked. A stranger's zone must not make the panel talk to a private network. */
export function authorityVoice(
  { allowPrivate }: Pick<DnsSettings, 'allowPrivate'>,
  { name, address }: ZoneServer,
  bounds: Bounds,
): Voice | null {
  if (!allowPrivate && isPrivateAddress(address)) return null
  return { server: name, resolver: wireResolver({ servers: [{ address }], authoritative: true, ...bounds }) }
}
