// How often something may be asked for, whatever is asked. The counters are rows in Postgres, so that every replica counts together.
import 'server-only'
import { db } from '#lib/db/client'

export type Limit = { key: string; max: number; minutes: number }

/** Counts all of them, in one order so that two requests wait for each other in step; false when any is beyond its number. */
export async function countRequest(limits: readonly Limit[]): Promise<boolean> {
  const counted: boolean[] = []
  for (const limit of limits) counted.push(await isWithin(limit))
  return counted.every((within) => within)
}

async function isWithin({ key, max, minutes }: Limit): Promise<boolean> {
  const [row] = await db().$queryRaw<{ times: number }[]>`
    insert into "RequestCount" as c (key, times, "expiresAt") values (${key}, 1, now() + make_interval(mins => ${minutes}::int))
    on conflict (key) do update set
      times = case when c."expiresAt" < now() then 1 else c.times + 1 end,
      "expiresAt" = case when c."expiresAt" < now() then excluded."expiresAt" else c."expiresAt" end
    returning times`
  return (row?.times ?? 1) <= max
}

export async function forgetOldRequests(): Promise<number> {
  return (await db().requestCount.deleteMany({ where: { expiresAt: { lt: new Date() } } })).count
}
