// Records that change by themselves are kept up without a person, in zones whose owner wants it so: those of DKIM keys, and TLSA records once somebody has published some.
// What another hand has made, changed or taken away is left as it is: the key or certificate then waits as it does where people publish by hand.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { isSameOrBelow } from '#lib/dns/name'
import { AppError } from '#lib/errors'
import { log } from '#lib/log'
import { openDoor } from './open-door'
import { ownRecords } from './own-records'
import type { PlanLine, Wanted } from './plan'
import { planIn, publishCertain } from './publish'
import { DoorError } from './zone-door'

/** Of the domains that lie in such a zone. */
export async function automaticDomains(): Promise<{ id: string; name: string; kind: string }[]> {
  const zones = await db().dnsZone.findMany()
  if (!zones.some(({ automatic }) => automatic)) return []
  const domains = await db().domain.findMany({
    where: { enabled: true, kind: { not: 'relay' } },
    select: { id: true, name: true, kind: true },
  })
  return domains.filter(({ name }) => nearest(zones, name)?.automatic)
}

const nearest = <Zone extends { name: string }>(zones: readonly Zone[], name: string): Zone | undefined =>
  zones.filter((zone) => isSameOrBelow(name, zone.name)).toSorted((a, b) => b.name.length - a.name.length)[0]

const isOfKey = (name: string, domainName: string): boolean => name.endsWith(`._domainkey.${domainName}`)
/** RFC 6698 3. */
const isOfPort = (name: string): boolean => /^_\d+\._tcp\./.test(name)
const names = (records: readonly { name: string }[]): Set<string> => new Set(records.map(({ name }) => name))

const textOf = (records: readonly { name: string; value: string }[]): string =>
  JSON.stringify(records.map(({ name, value }) => `${name} ${value}`).sort())

/** `wanted`: all records of the domain. What did not work is tried again with the next round. */
export async function keepRecords(actor: Actor, domainName: string, wanted: readonly Wanted[]): Promise<PlanLine[]> {
  const zone = nearest(await db().dnsZone.findMany(), domainName)
  if (!zone?.automatic) return []
  const own = await ownRecords(zone.id, { domainName })
  const [published, told] = [names(own), names(wanted)]
  // Whether there are TLSA records at all is for a person to decide.
  const isKept = (name: string) => isOfKey(name, domainName) || (isOfPort(name) && published.has(name) && told.has(name))
  // As long as all that is wanted is what was put there, the server need not be asked.
  if (textOf(own.filter(({ name }) => isKept(name))) === textOf(wanted.filter(({ name }) => isKept(name)))) return []
  try {
    const opened = { zone, door: await openDoor(zone) }
    const plan = await planIn(opened, { name: domainName }, wanted, isKept)
    return await publishCertain(actor, opened, domainName, plan)
  } catch (error) {
    // A zone whose settings went meanwhile, or a server that does not answer, stops no other domain.
    if (!(error instanceof DoorError) && !(error instanceof AppError)) throw error
    log.warn(
      { zone: zone.name, domain: domainName, reason: error instanceof DoorError ? error.reason : error.code },
      'records were not kept up',
    )
    return []
  }
}
