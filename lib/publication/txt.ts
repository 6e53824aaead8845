// One text put into a zone and taken away again, for whoever proves with it that a name is theirs (ACME DNS-01, RFC 8555 8.4). Others at the same name stay.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { findZone, openDoor } from './open-door'
import { keepRecords, ownRecords } from './own-records'
import { planChanges } from './plan'

/** `unpublished`: no zone of the settings has the name. Throws DoorError for what the server does not do. */
export type TxtResult = 'done' | 'unpublished'

export const publishTxt = (actor: Actor, domain: string, name: string, value: string): Promise<TxtResult> =>
  change(actor, domain, name, value, true)

/** Only what `publishTxt` has put there; another hand's record of the same text stays. */
export const withdrawTxt = (actor: Actor, domain: string, name: string, value: string): Promise<TxtResult> =>
  change(actor, domain, name, value, false)

async function change(actor: Actor, domain: string, name: string, value: string, wanted: boolean): Promise<TxtResult> {
  const zone = await findZone(name)
  if (!zone) return 'unpublished'
  const door = await openDoor(zone)
  const key = { name, type: 'TXT' as const }
  const own = await ownRecords(zone.id, key)
  const others = own.filter((one) => one.value !== value)
  const all = wanted ? [...others, { ...key, value }] : others
  const isMeant = (one: { value: string }) => one.value === value
  const plan = planChanges(
    all.map((one) => ({ ...one, purpose: 'proof' as const })),
    own,
    await door.read([key]),
    60,
  )
  const lines = plan.lines.filter((line) => isMeant(line) && line.action !== 'keep' && line.action !== 'present')
  const changes = plan.changes.map((one) => ({
    ...one,
    add: one.add.filter((text) => text === value),
    remove: one.remove.filter((text) => text === value),
  }))
  const needed = changes.filter(({ add, remove }) => add.length + remove.length > 0)
  if (needed.length > 0) await door.change(needed)
  await recordChange(actor, 'domain.write', async (tx) => {
    await keepRecords(tx, { zoneId: zone.id, domainName: domain, by: actor.name }, lines)
    return { value: null, entries: [], domains: [] }
  })
  return 'done'
}
