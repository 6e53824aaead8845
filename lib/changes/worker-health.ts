// Whether anybody applies what is saved. Workers write the time every ten seconds; no row that fresh means that none runs.
import { db } from '#lib/db/client'

const freshMs = 40_000

export async function workerHealth(): Promise<{ running: number; lastSeenAt: string | null }> {
  const rows = await db().worker.findMany({ select: { seenAt: true }, orderBy: { seenAt: 'desc' } })
  const limit = new Date(Date.now() - freshMs)
  return { running: rows.filter(({ seenAt }) => seenAt > limit).length, lastSeenAt: rows[0]?.seenAt.toISOString() ?? null }
}
