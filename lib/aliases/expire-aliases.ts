// Aliases whose time has passed are disabled, by a job every minute. They keep their address, so nothing else takes it unseen, and come
// back with a later expiry.
import type { Actor } from '#lib/auth/actor'
import { recordChange } from '#lib/changes/record'
import { entryOf } from './commands'

const batch = 5000

/** How many expired now. Call it again while it gives `batch`. */
export async function expireAliases(actor: Actor): Promise<number> {
  const { value } = await recordChange(actor, 'alias.write', async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; address: string; domainName: string }[]>`
      with due as (
        select id from "Alias" where enabled and "expiresAt" <= now() order by address limit ${batch}::int for update skip locked
      )
      update "Alias" a set enabled = false, version = a.version + 1, "updatedAt" = now()
      from due, "Domain" d where a.id = due.id and d.id = a."domainId"
      returning a.id::text as id, a.address, d.name as "domainName"`
    return {
      value: rows.length,
      entries: rows.map((row) => ({
        ...entryOf('expire', row.id, row.address, row.domainName),
        before: { enabled: true },
        after: { enabled: false },
      })),
      domains: [...new Set(rows.map((row) => row.domainName))],
    }
  })
  return value
}
