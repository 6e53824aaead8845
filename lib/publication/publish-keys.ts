// DKIM keys get their records without a person, and lose them at the end, in zones whose owner wants it so. What another hand has made, changed or taken away is left as it
// is: the key then waits as it does where people publish by hand.
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
export async function automaticDomains(): Promise<{ id: string; name: string }[]> {
  const zones = await db().dnsZone.findMany()
  if (!zones.some(({ automatic }) => automatic)) return []
  const domains = await db().domain.findMany({ where: { enabled: true, kind: { not: 'relay' } }, select: { id: true, name: true } })
  return domains.filter(({ name }) => nearest(zones, name)?.automatic)
}

const nearest = <Zone extends { name: string }>(zones: readonly Zone[], name: string): Zone | undefined =>
  zones.filter((zone) => isSameOrBelow(name, zone.name)).toSorted((a, b) => b.name.length - a.name.length)[0]

const isOfKey = (name: string, domainName: string): boolean => name.endsWith(`._domainkey.${domainName}`)
const textOf = (records: readonly { name: string; value: string }[]): string =>
  JSON.stringify(records.map(({ name, value }) => `${name} ${value}`).sort())

/** `keys`: the records of the domain's keys. What did not work is tried again with the next round. */
export async function publishKeys(actor: Actor, domainName: string, keys: readonly Wanted[]): Promise<PlanLine[]> {
  const zone = nearest(await db().dnsZone.findMany(), domainName)
  if (!zone?.automatic) return []
  // As long as all that is wanted is what was put there, the server need not be asked.
  const own = (await ownRecords(zone.id, { domainName })).filter(({ name }) => isOfKey(name, domainName))
  if (textOf(own) === textOf(keys)) return []
  try {
    const opened = { zone, door: await openDoor(zone) }
    const plan = await planIn(opened, { name: domainName }, keys, (name) => isOfKey(name, domainName))
    return await publishCertain(actor, opened, domainName, plan)
  } catch (error) {
    // A zone whose settings went meanwhile, or a server that does not answer, stops no other domain.
    if (!(error instanceof DoorError) && !(error instanceof AppError)) throw error
    log.warn(
      { zone: zone.name, domain: domainName, reason: error instanceof DoorError ? error.reason : error.code },
      'keys were not published',
    )
    return []
  }
}
