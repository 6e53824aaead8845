// A large installation, written by Postgres itself: domains d0001.… with mailboxes, an alias for every second mailbox, and all that
// the commands would have kept beside them (claims, counters). No audit entries: history is not what is measured.
import type { Client } from 'pg'

/** Domains number `first` to `last`, both included. */
export type FleetSize = { first: number; last: number; mailboxesPerDomain: number; aliasesPerDomain: number }

export const domainNameOf = (number: number, suffix: string): string => `d${String(number).padStart(4, '0')}${suffix}`

/** `suffix` is the zone that the lab answers for; `hash` the one password hash that every mailbox gets. May be called again with further numbers. */
export async function makeFleet(client: Client, hostId: string, size: FleetSize, suffix: string, hash: string): Promise<void> {
  await client.query(
    `INSERT INTO "Domain" (id, name, "unicodeName", kind, "hostId", "mailboxCount", "aliasCount", "quotaSumBytes", "updatedAt")
     SELECT gen_random_uuid(), name, name, 'hosted', $1, $3::int, $4::int, $3::int * 1073741824::bigint, now()
     FROM (SELECT 'd' || lpad(n::text, 4, '0') || $5 AS name FROM generate_series($6::int, $2::int) n) names`,
    [hostId, size.last, size.mailboxesPerDomain, size.aliasesPerDomain, suffix, size.first],
  )
  await client.query(
    `INSERT INTO "Mailbox" (id, "domainId", "localPart", address, "displayName", "passwordHash", "quotaBytes", "updatedAt")
     SELECT gen_random_uuid(), d.id, 'user' || n, 'user' || n || '@' || d.name, 'User ' || n, $2, 1073741824, now()
     FROM "Domain" d, generate_series(1, $1::int) n WHERE NOT EXISTS (SELECT FROM "Mailbox" m WHERE m."domainId" = d.id)`,
    [size.mailboxesPerDomain, hash],
  )
  await client.query(
    `INSERT INTO "Alias" (id, "domainId", "localPart", address, "updatedAt")
     SELECT gen_random_uuid(), d.id, 'alias' || n, 'alias' || n || '@' || d.name, now() FROM "Domain" d, generate_series(1, $1::int) n
     WHERE NOT EXISTS (SELECT FROM "Alias" a WHERE a."domainId" = d.id)`,
    [size.aliasesPerDomain],
  )
  await client.query(
    `INSERT INTO "AliasDestination" ("aliasId", destination)
     SELECT a.id, replace(a.address, 'alias', 'user') FROM "Alias" a ON CONFLICT DO NOTHING`,
  )
  await client.query(
    `INSERT INTO "AddressClaim" (address, "domainId", kind, "ownerId")
     SELECT address, "domainId", 'mailbox', id FROM "Mailbox" UNION ALL SELECT address, "domainId", 'alias', id FROM "Alias"
     ON CONFLICT DO NOTHING`,
  )
  await client.query(
    `INSERT INTO "DomainApply" ("hostId", "domainName", "desiredRevision") SELECT "hostId", name, 1 FROM "Domain" ON CONFLICT DO NOTHING`,
  )
  await client.query('VACUUM ANALYZE')
}
