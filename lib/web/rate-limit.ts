// How often a token may ask. The count is in Postgres, so several panels share it; a script in a loop is stopped before it stops others.
import { db } from '#lib/db/client'
import { Problem } from './problem'

export const windowSeconds = 60
export const requestsMax = 6000

/** Throws `rate_limited` with Retry-After beyond the token's share of this window. */
export async function countRequest(tokenId: string): Promise<void> {
  const [use] = await db().$queryRaw<{ requests: number; left: number }[]>`
    insert into "TokenUse" as u ("tokenId", "windowStart", requests) values (${tokenId}::uuid, now(), 1)
    on conflict ("tokenId") do update set
      requests = case when u."windowStart" < now() - make_interval(secs => ${windowSeconds}) then 1 else u.requests + 1 end,
      "windowStart" = case when u."windowStart" < now() - make_interval(secs => ${windowSeconds}) then now() else u."windowStart" end
    returning requests, ceil(extract(epoch from "windowStart" - now()) + ${windowSeconds})::int as left`
  if (use && use.requests > requestsMax) throw new Problem('rate_limited', { headers: { 'Retry-After': String(Math.max(1, use.left)) } })
}
