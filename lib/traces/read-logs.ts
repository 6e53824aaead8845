// Brings the logs of a host into the database, until the end of what is there; then again in a moment. A host that does not answer is asked again by
// the timetable. While one batch is kept the next is read into events, and the one after is on its way: the host waits for the database, and memory
// holds three batches.
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { log } from '#lib/log'
import { type LogPlaces, logPlaces } from '#lib/protocol/log-lines'
import { readBatch } from './batch'
import { dayMs } from './partitions'
import { readRetention } from './retention'
import { type StoredCarry, saveBatch } from './save-batch'

const bytesAtOnce = 4 * 1024 * 1024
const roundsMax = 200
const againSeconds = 2

/** `ending` is told when the worker is to end: what was read by then is kept, and the next one goes on from there. */
export async function readLogs(hostId: string, ending?: AbortSignal): Promise<void> {
  try {
    await readOn(hostId, ending)
    await queueReading(hostId, againSeconds)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'database_unavailable') throw error
    log.info({ code: error.code, subject: error.subject }, 'the logs of a host were not read')
  }
}

/** For every host, by the timetable. */
export async function queueLogReading(): Promise<void> {
  for (const { id } of await db().host.findMany({ where: { configApplied: { gt: 0n } }, select: { id: true } })) await queueReading(id, 0)
}

async function queueReading(hostId: string, seconds: number): Promise<void> {
  await db().$executeRaw`
    select graphile_worker.add_job('read-logs', json_build_object('hostId', ${hostId}::text), queue_name => ${`logs:${hostId}`}::text,
      job_key => ${`logs:${hostId}`}::text, run_at => now() + make_interval(secs => ${seconds}::float8), max_attempts => 3)`
}

/** To the end of what is there, until another one reads, or until the worker is to end. */
export async function readOn(hostId: string, ending?: AbortSignal): Promise<void> {
  const host = await db().host.findUnique({ where: { id: hostId } })
  if (!host) return
  const { turn, places: stored, carry, lines } = await db().logReading.upsert({ where: { hostId }, create: { hostId }, update: {} })
  const ask = (places: LogPlaces) => {
    const answer = agentFor(host).call('log-lines', { places, bytesMax: bytesAtOnce })
    // Asked ahead: a failure is told where it is awaited.
    answer.catch(() => undefined)
    return answer
  }
  const { messageDays } = await readRetention()
  let places = logPlaces.parse(stored)
  let after = (carry as StoredCarry | null)?.after ?? {}
  let number = Number(lines)
  let coming = ask(places)
  let [before, saving] = [Promise.resolve(true), Promise.resolve(true)]
  for (let round = 0; round < roundsMax; round++) {
    const { parts, zone, done } = await coming
    if (parts.length === 0) {
      if (await saving) await tellEnd(hostId, turn + round)
      return
    }
    const from = places
    places = { ...places, ...Object.fromEntries(parts.map((part) => [part.source, part.place])) }
    if (!done) coming = ask(places)
    const nowMs = Date.now()
    const batch = await readBatch({ parts, zone, after, nowMs, oldestMs: nowMs - messageDays * dayMs, number })
    after = batch.after
    number += batch.lines.length
    // One is being kept, one waits for its turn, and the next is read.
    if (!(await before)) return
    before = saving
    saving = saving.then((kept) => kept && saveBatch({ hostId, turn: turn + round, from, parts, zone, ...batch, done }))
    saving.catch(() => undefined)
    if (done || ending?.aborted) break
  }
  await saving
}

/** Nothing is new: that much is known. */
async function tellEnd(hostId: string, turn: number): Promise<void> {
  const now = new Date()
  await db().logReading.updateMany({ where: { hostId, turn }, data: { endAt: now, readAt: now } })
}
