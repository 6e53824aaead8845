// What the worker keeps of every host's queue: how long it is, once a minute, and why messages wait, as often as looking at every one of them
// does not weigh on the host. A queue that cannot be read is kept as that; the numbers from before stay beside it, with their age.
import { db, type Tx } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import type { HostDoor } from '#lib/host/transport'
import type { QueueCount, QueueGroup } from '#lib/protocol/queue'
import { causeOf } from './list-queue'
import { plainText } from './plain-text'

const minuteMs = 60_000
/** A look at every message takes at most one part in so many of the time. */
const restOfScan = 20
/** A queue grows when it is twice as long as an hour before, and long at all. */
const growing = { least: 50, factor: 2 }
const sampleDays = 30
const fineDays = 2

export async function queueWatching(): Promise<void> {
  await db().$executeRaw`
    select graphile_worker.add_job('watch-queue', json_build_object('hostId', h.id::text), queue_name => 'queue:' || h.id::text,
      job_key => 'queue:' || h.id::text, max_attempts => 1) from "Host" h where h."configApplied" > 0`
}

export async function watchQueue(hostId: string): Promise<void> {
  const door = await db().host.findUnique({ where: { id: hostId } })
  if (!door) return
  const askedAt = new Date()
  try {
    const { queues } = await agentFor(door).call('queue-counts', {})
    await saveCounts(hostId, askedAt, queues)
    await scanWhenDue(door, askedAt, queues)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error
    const failed = { askedAt, failureCode: error.code }
    await db().hostQueue.upsert({ where: { hostId }, create: { hostId, ...failed, failedSince: askedAt }, update: failed })
    await db().hostQueue.updateMany({ where: { hostId, failedSince: null }, data: { failedSince: askedAt } })
  }
}

const sum = (queues: readonly QueueCount[], ...names: string[]): number =>
  queues.filter(({ queue }) => names.includes(queue)).reduce((total, { messages }) => total + messages, 0)

async function saveCounts(hostId: string, at: Date, queues: readonly QueueCount[]): Promise<void> {
  const sample = {
    active: sum(queues, 'maildrop', 'incoming', 'active'),
    deferred: sum(queues, 'deferred'),
    hold: sum(queues, 'hold', 'corrupt'),
  }
  const before = await db().queueSample.findFirst({
    where: { hostId, at: { lte: new Date(at.getTime() - 60 * minuteMs) } },
    orderBy: { at: 'desc' },
  })
  const now = sample.active + sample.deferred
  const grows = before !== null && now >= growing.least && now >= growing.factor * (before.active + before.deferred)
  const known = await db().hostQueue.findUnique({ where: { hostId }, select: { growingSince: true } })
  const fresh = {
    ...{ askedAt: at, readAt: at, counts: queues.map((one) => ({ ...one })), failedSince: null, failureCode: null },
    growingSince: grows ? (known?.growingSince ?? at) : null,
  }
  await db().$transaction([
    db().hostQueue.upsert({ where: { hostId }, create: { hostId, ...fresh }, update: fresh }),
    db().queueSample.upsert({ where: { hostId_at: { hostId, at } }, create: { hostId, at, ...sample }, update: sample }),
  ])
}

async function scanWhenDue(door: HostDoor, at: Date, queues: readonly QueueCount[]): Promise<void> {
  const last = await db().hostQueue.findUniqueOrThrow({ where: { hostId: door.id } })
  const rest = Math.max(minuteMs - 10_000, last.scanMs * restOfScan)
  if (last.scannedAt && at.getTime() - last.scannedAt.getTime() < rest) return
  const started = performance.now()
  const groups = sum(queues, 'maildrop', 'incoming', 'active', 'deferred', 'hold') === 0 ? [] : await groupsOf(door)
  const scanMs = Math.round(performance.now() - started)
  await db().$transaction(async (tx) => {
    await saveCauses(tx, door.id, groups, last.scannedAt)
    await tx.hostQueue.update({ where: { hostId: door.id }, data: { scannedAt: at, scanMs } })
  })
}

async function groupsOf(door: HostDoor): Promise<QueueGroup[]> {
  const want = { kind: 'groups' } as const
  return (await agentFor(door).alone((call) => call('queue-list', { filter: {}, scope: null, want }))).groups
}

export type Cause = Omit<QueueGroup, 'oldestAt'> & { cause: string; oldestAt: Date }

/** Groups whose reasons mean the same are one cause; where no rule knows the words, the words themselves are. */
export function causesOf(groups: readonly QueueGroup[]): Cause[] {
  const causes = new Map<string, Cause>()
  for (const { destination, reason, held, oldestAt, ...counts } of groups) {
    const known = causeOf(reason)
    const cause = known || plainText(reason).slice(0, 200)
    const key = JSON.stringify([destination, cause, held])
    const found = causes.get(key)
    if (!found)
      causes.set(key, {
        destination: plainText(destination),
        reason: plainText(reason),
        held,
        cause,
        oldestAt: new Date(oldestAt),
        ...counts,
      })
    else {
      found.messages += counts.messages
      found.recipients += counts.recipients
      if (Date.parse(oldestAt) < found.oldestAt.getTime()) found.oldestAt = new Date(oldestAt)
    }
  }
  return [...causes.values()].sort((a, b) => b.messages - a.messages)
}

/**
 * A cause that was there before keeps when it was first seen. A new one began with its oldest message, or after the look before this one: then
 * these messages waited for another reason.
 */
async function saveCauses(tx: Tx, hostId: string, groups: readonly QueueGroup[], lastScan: Date | null): Promise<void> {
  const before = await tx.queueCause.findMany({ where: { hostId } })
  const keyOf = (one: { destination: string; cause: string; held: boolean }) => JSON.stringify([one.destination, one.cause, one.held])
  const sinceOf = new Map(before.map((row) => [keyOf(row), row.since]))
  const data = causesOf(groups).map((cause) => ({
    id: uuid7(),
    hostId,
    ...cause,
    since: sinceOf.get(keyOf(cause)) ?? (lastScan && lastScan > cause.oldestAt ? lastScan : cause.oldestAt),
  }))
  await tx.queueCause.deleteMany({ where: { hostId } })
  await tx.queueCause.createMany({ data })
}

/** Every minute for two days, every ten for a month. */
export async function forgetOldQueueSamples(): Promise<void> {
  await db().$executeRaw`
    delete from "QueueSample" where at < now() - make_interval(days => ${sampleDays}::int)
      or (at < now() - make_interval(days => ${fineDays}::int) and extract(minute from at)::int % 10 <> 0)`
}
