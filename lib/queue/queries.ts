// What the worker saw last of the queues, and how they are now. Everything about a host as a whole is for who sees all domains; who has some is
// told of their own messages alone, by lists and causes that are read there and then.
import 'server-only'
import * as z from 'zod'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { seesAll } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { AppError, type FailureCode } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import type { HostDoor } from '#lib/host/transport'
import { queueCount } from '#lib/protocol/queue'
import { queueHosts, queueScopeOf, requireQueueHost } from './queue-hosts'
import type { SampleSpan } from './sample-span'
import type { CausesView, HostQueueView, QueueSampleView } from './schema'
import { causesOf } from './watch-queue'

/** A host that does not answer at once does not keep the page from showing what is known. */
const liveMs = 1_000
/** What the worker read so short a time ago stands for now, where counting a long queue takes longer than that. */
const recentMs = 3 * 60_000

/** As they are now; of a host that does not answer, as they were, with why. */
export async function listQueues(actor: Actor): Promise<HostQueueView[]> {
  const hosts = await queueHosts(actor)
  const known = new Map(
    (await db().hostQueue.findMany({ where: { hostId: { in: hosts.map(({ id }) => id) } } })).map((row) => [row.hostId, row]),
  )
  return Promise.all(
    hosts.map(async (host): Promise<HostQueueView> => {
      const last = known.get(host.id)
      const growingSince = last?.growingSince?.toISOString() ?? null
      const base = { hostId: host.id, host: host.name, growingSince }
      if (!seesAll(actor)) return { ...base, readAt: null, counts: null, live: false, failure: null, growingSince: null }
      const now = await countsNow(host)
      if (!('code' in now)) return { ...base, readAt: now.at, counts: now.queues, live: true, failure: null }
      const counts = z.array(queueCount).safeParse(last?.counts).data ?? null
      const since = last?.failedSince?.toISOString() ?? null
      const isRecent = last?.readAt && since === null && Date.now() - last.readAt.getTime() < recentMs
      const before = { ...base, readAt: last?.readAt?.toISOString() ?? null, counts, live: false }
      return { ...before, failure: now.code === 'host_deadline' && isRecent ? null : { code: now.code, since } }
    }),
  )
}

async function countsNow(host: HostDoor) {
  try {
    // Waited for no longer than this, and not ended: what else this channel is asked goes on.
    return await Promise.race([agentFor(host).call('queue-counts', {}), late()])
  } catch (error) {
    if (error instanceof AppError) return { code: error.code }
    throw error
  }
}

const late = () => new Promise<{ code: FailureCode }>((resolve) => setTimeout(() => resolve({ code: 'host_deadline' }), liveMs).unref())

/** Why messages wait, by destination. */
export async function listCauses(actor: Actor, host: string): Promise<CausesView> {
  const door = await requireQueueHost(actor, host)
  if (!seesAll(actor)) return ownCauses(actor, door)
  const [last, rows] = await Promise.all([
    db().hostQueue.findUnique({ where: { hostId: door.id } }),
    db().queueCause.findMany({ where: { hostId: door.id }, orderBy: [{ messages: 'desc' }, { destination: 'asc' }], take: 500 }),
  ])
  const causes = rows.map(({ id: _, hostId: __, oldestAt, since, ...row }) => ({
    ...row,
    oldestAt: oldestAt.toISOString(),
    since: since.toISOString(),
  }))
  return { host: door.name, at: last?.scannedAt?.toISOString() ?? null, causes }
}

async function ownCauses(actor: Actor, door: HostDoor): Promise<CausesView> {
  const scope = await queueScopeOf(actor)
  const { groups } = await agentFor(door).alone((call) => call('queue-list', { filter: {}, scope, want: { kind: 'groups' } }))
  const causes = causesOf(groups).map((cause) => ({
    ...cause,
    oldestAt: cause.oldestAt.toISOString(),
    since: cause.oldestAt.toISOString(),
  }))
  return { host: door.name, at: new Date().toISOString(), causes }
}

const sampleHours: Record<SampleSpan, number> = { '1h': 1, '6h': 6, '1d': 24, '7d': 168, '30d': 720 }
const pointsMax = 360

/** The queue's length over time, at most so many points: of each stretch the longest. */
export async function listSamples(actor: Actor, host: string, span: SampleSpan): Promise<QueueSampleView[]> {
  requirePermission(actor, 'queue.read')
  const door = await requireQueueHost(actor, host)
  if (!seesAll(actor)) return []
  const hours = sampleHours[span]
  const width = Math.max(60, Math.round((hours * 3600) / pointsMax))
  const rows = await db().$queryRaw<{ at: Date; active: number; deferred: number; hold: number }[]>`
    select to_timestamp(floor(extract(epoch from at) / ${width}::int) * ${width}::int) as at, max(active) as active, max(deferred) as deferred, max(hold) as hold
    from "QueueSample" where "hostId" = ${door.id}::uuid and at > now() - make_interval(hours => ${hours}::int) group by 1 order by 1`
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
