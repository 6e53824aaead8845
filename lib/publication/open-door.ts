// From a zone as it is kept to its door, with the secret unsealed for this one use.
import 'server-only'
import { db } from '#lib/db/client'
import type { DnsZone } from '#lib/db/generated/client'
import { isSameOrBelow } from '#lib/dns/name'
import { parseServer } from '#lib/dns/system-servers'
import type { TsigAlgorithm } from '#lib/dns/update/tsig-algorithms'
import { isPrivateAddress } from '#lib/outbound/private-address'
import { unseal } from '#lib/sealing'
import { powerDnsDoor } from './powerdns-door'
import { rfc2136Door } from './rfc2136-door'
import { DoorError, type ZoneDoor } from './zone-door'

export type ZoneRow = Omit<DnsZone, 'secretSealed'>

/** What the secret is sealed to. */
export const zoneOwner = (id: string): string => `dns-zone:${id}`

/** The nearest zone upwards; null: none is set up. */
export async function findZone(name: string): Promise<ZoneRow | null> {
  const zones = await db().dnsZone.findMany()
  const around = zones.filter((zone) => isSameOrBelow(name, zone.name))
  return around.toSorted((a, b) => b.name.length - a.name.length)[0] ?? null
}

export async function openDoor(zone: ZoneRow): Promise<ZoneDoor> {
  const { secretSealed } = await db().dnsZone.findUniqueOrThrow({ where: { id: zone.id }, select: { secretSealed: true } })
  const secret = unseal(secretSealed, zoneOwner(zone.id))
  if (zone.kind === 'powerdns')
    return powerDnsDoor({ zone: zone.name, url: zone.server, serverId: zone.serverId, apiKey: secret, allowPrivate: zone.allowPrivate })
  const server = parseServer(zone.server)
  if (!server) throw new DoorError('unreachable', 'no address')
  if (!zone.allowPrivate && isPrivateAddress(server.address)) throw new DoorError('private_address')
  const key = { name: zone.keyName, algorithm: zone.algorithm as TsigAlgorithm, secret: Buffer.from(secret, 'base64') }
  return rfc2136Door({ zone: zone.name, server, key })
}
