// A domain's records are published: the plan first, and then that plan or none. Nothing is kept as ours before the zone has taken it: should this process die between
// the two, a record of ours counts as somebody else's, and is left alone.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { recordChange } from '#lib/changes/record'
import { db } from '#lib/db/client'
import { legible } from '#lib/dns/legible'
import { isSameOrBelow } from '#lib/dns/name'
import { AppError } from '#lib/errors'
import { asOutcome, type Outcome } from '#lib/outcome'
import { deny } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { findZone, openDoor, type ZoneRow } from './open-door'
import { keepRecords, ownRecords } from './own-records'
import { keysOf, type Plan, type PlanLine, planChanges, type Wanted } from './plan'
import { type PublicationView, type PublishInput, publishInput, type ZoneKind } from './schema'
import { withRefusals } from './with-refusals'
import { DoorError, type ZoneDoor } from './zone-door'

type Named = { id: string; name: string }
export type Door = { zone: ZoneRow; door: ZoneDoor }

/** What would come and go. `wanted` empty: all that the panel has published for the domain would go. */
export async function planPublication(actor: Actor, idOrName: string, wanted: readonly Wanted[]): Promise<PublicationView> {
  const domain = await requireDomain(actor, idOrName, 'domain.read')
  const zone = await findZone(domain.name)
  if (!zone) return viewOf(domain, null, null, null)
  try {
    return viewOf(domain, zone, await planIn({ zone, door: await openDoor(zone) }, domain, wanted), null)
  } catch (error) {
    if (error instanceof DoorError) return viewOf(domain, zone, null, error.reason)
    throw error
  }
}

/** Carries out the plan that `digest` names; refused when it is another by now. Gives what the zone has afterwards. */
export function publish(actor: Actor, idOrName: string, wanted: readonly Wanted[], input: PublishInput): Promise<Outcome<PublicationView>> {
  return asOutcome(async () => {
    const { digest } = requireValid(publishInput, input)
    const domain = await requireDomain(actor, idOrName, 'domain.write')
    const zone = (await findZone(domain.name)) ?? deny('dns_zone_missing', null, { domain: domain.name })
    return withRefusals(zone, async () => {
      const opened = { zone, door: await openDoor(zone) }
      const plan = await planIn(opened, domain, wanted)
      if (plan.digest !== digest) deny('dns_plan_changed')
      const { revision } = await carryOut(actor, 'domain.write', opened, domain.name, plan)
      return { value: viewOf(domain, zone, await planIn(opened, domain, wanted), null), revision }
    })
  })
}

/** Without a person: only what is certain. A record that another hand took away is not put back, and nothing is forgotten. */
export async function publishCertain(actor: Actor, opened: Door, domainName: string, plan: Plan): Promise<PlanLine[]> {
  const lines = plan.lines.filter(({ action, again }) => action === 'remove' || (action === 'add' && !again))
  const isDone = (name: string, type: string, value: string) =>
    lines.some((line) => line.name === name && line.type === type && line.value === value)
  const changes = plan.changes
    .map((change) => ({ ...change, add: change.add.filter((value) => isDone(change.set.name, change.set.type, value)) }))
    .filter(({ add, remove }) => add.length + remove.length > 0)
  if (lines.length > 0) await carryOut(actor, 'dkim.write', opened, domainName, { ...plan, lines, changes })
  return lines
}

async function carryOut(actor: Actor, permission: Permission, { zone, door }: Door, domainName: string, { lines, changes }: Plan) {
  const done = lines.filter(({ action }) => action === 'add' || action === 'remove' || action === 'lost')
  if (changes.length > 0) await door.change(changes)
  const told = (action: string) => done.filter((line) => line.action === action).map(({ name, type, value }) => `${name} ${type} ${value}`)
  const [added, removed] = [told('add'), told('remove')]
  return recordChange(actor, permission, async (tx) => {
    const domain = await tx.domain.findUnique({ where: { name: domainName }, select: { id: true } })
    await keepRecords(tx, { zoneId: zone.id, domainName, by: actor.name }, done)
    const entry = {
      ...{ action: 'domain.dns-publish', subjectKind: 'domain', subjectId: domain?.id ?? null, subjectName: domainName, domainName },
      ...{ before: { records: removed }, after: { records: added, zone: zone.name } },
    }
    return { value: null, entries: done.length > 0 ? [entry] : [], domains: [] }
  })
}

export async function planIn(
  { zone, door }: Door,
  domain: { name: string },
  wanted: readonly Wanted[],
  isMeant = (_name: string) => true,
): Promise<Plan> {
  const own = (await ownRecords(zone.id, { domainName: domain.name })).filter(({ name }) => isMeant(name))
  const here = wanted.filter(({ name }) => isMeant(name) && isSameOrBelow(name, zone.name))
  const keys = keysOf(here, own)
  return planChanges(here, own, keys.length > 0 ? await door.read(keys) : [], zone.ttl)
}

async function requireDomain(actor: Actor, idOrName: string, permission: Permission): Promise<Named> {
  requirePermission(actor, permission)
  const where = isUuid(idOrName) ? { id: idOrName } : { name: idOrName.toLowerCase() }
  const row = await db().domain.findFirst({ where: { AND: [where, { id: idFilter(actor) }] }, select: { id: true, name: true } })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 253) })
  return row
}

const othersMax = 20

/** What stands in a zone was written by strangers. */
const shown = (line: PlanLine): PlanLine => ({
  ...line,
  value: legible(line.value),
  others: line.others.slice(0, othersMax).map((text) => legible(text.length > 2000 ? `${text.slice(0, 1999)}…` : text)),
})

function viewOf({ name }: Named, zone: ZoneRow | null, plan: Plan | null, problem: PublicationView['problem']): PublicationView {
  return {
    domain: name,
    zone: zone?.name ?? null,
    kind: zone ? (zone.kind as ZoneKind) : null,
    automatic: zone?.automatic ?? false,
    problem,
    lines: plan?.lines.map(shown) ?? [],
    digest: plan?.digest ?? '',
    changes: plan?.changes.reduce((count, { add, remove }) => count + add.length + remove.length, 0) ?? 0,
  }
}
