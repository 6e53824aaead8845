// Whose queues somebody may look into, and what of them is theirs. Whoever has some domains only sees the hosts of these, and on them the
// messages that are from or to their own; an alias domain is its target's. Which other domains are concerned decides what they may do.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter, seesAll } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { HostDoor } from '#lib/host/transport'
import { type DomainName, domainName } from '#lib/protocol/names'
import type { QueueScope } from '#lib/protocol/queue'

export async function queueHosts(actor: Actor): Promise<HostDoor[]> {
  requirePermission(actor, 'queue.read')
  const domains = idFilter(actor)
  return db().host.findMany({
    ...(domains && { where: { domains: { some: { id: domains } } } }),
    orderBy: { name: 'asc' },
  })
}

/** By id or name; one that is not theirs is not there. */
export async function requireQueueHost(actor: Actor, idOrName: string): Promise<HostDoor> {
  const host = (await queueHosts(actor)).find(({ id, name }) => id === idOrName || name === idOrName)
  if (!host) throw new AppError('not_found', { subject: idOrName.slice(0, 254) })
  return host
}

export async function queueScopeOf(actor: Actor): Promise<QueueScope> {
  const ids = idFilter(actor)?.in
  if (seesAll(actor) || ids === undefined) return null
  const rows = await db().domain.findMany({ select: { id: true, name: true, targetId: true } })
  const isOwn = (row: { id: string; targetId: string | null }) =>
    ids.includes(row.id) || (row.targetId !== null && ids.includes(row.targetId))
  const named = (own: boolean): DomainName[] => rows.filter((row) => isOwn(row) === own).map(({ name }) => domainName.parse(name))
  return { own: named(true), others: named(false) }
}
