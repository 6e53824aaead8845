import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'

/**
 * What leads to a mailbox by itself: its own address, that of each mirror of its domain, and the aliases that name it and are on; canonical,
 * in order, a hundred at most. Catch-alls and groups are not among them. `seen`: conditions on the aliases, as `l`.
 */
export async function addressesLeadingTo(mailboxId: string, seen: readonly Prisma.Sql[] = []): Promise<string[]> {
  const conditions = Prisma.join([Prisma.sql`b.id = ${mailboxId}::uuid`, Prisma.sql`l.enabled`, ...seen], ' and ')
  const rows = await db().$queryRaw<{ address: string }[]>`
    select b.address from "Mailbox" b where b.id = ${mailboxId}::uuid
    union
    select b."localPart" || '@' || m.name from "Mailbox" b join "Domain" m on m."targetId" = b."domainId" and m.kind = 'alias' where b.id = ${mailboxId}::uuid
    union
    select l.address from "Mailbox" b join "AliasDestination" t on t.destination = b.address join "Alias" l on l.id = t."aliasId" and l."localPart" <> ''
      where ${conditions}
    order by 1 limit 100`
  return rows.map(({ address }) => address)
}
