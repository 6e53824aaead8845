// How often something may be asked for. The counters are those of sign-in-limit.ts: rows in Postgres, so every replica counts together.
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
  const [row] = await db().$queryRaw<{ failures: number }[]>`
    insert into "SignInFailure" as f (key, failures, "expiresAt") values (${key}, 1, now() + make_interval(mins => ${minutes}::int))
    on conflict (key) do update set
      failures = case when f."expiresAt" < now() then 1 else f.failures + 1 end,
      "expiresAt" = case when f."expiresAt" < now() then excluded."expiresAt" else f."expiresAt" end
    returning failures`
  return (row?.failures ?? 1) <= max
}
