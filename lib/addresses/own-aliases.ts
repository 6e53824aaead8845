// Aliases that people made for themselves: what goes with one when it goes, whoever deletes it.
import type { Tx } from '#lib/db/client'

/** As long as the post of a year's renewals, statements and registrations may still come. */
export const retiredDays = 365

/** Before such aliases are deleted: nobody sends as them any more, and nobody else is handed their names for a while. Others are passed over. */
export async function retireOwnAliases(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    delete from "SendAsGrant" g using "Alias" a where a.id = any(${[...ids]}::uuid[]) and g."mailboxId" = a."ownerId" and g.sender = a.address`
  await tx.$executeRaw`
    insert into "RetiredAddress" (address, "mailboxId", until)
    select address, "ownerId", now() + make_interval(days => ${retiredDays}::int) from "Alias" where id = any(${[...ids]}::uuid[]) and "ownerId" is not null
    on conflict (address) do update set "mailboxId" = excluded."mailboxId", until = excluded.until`
}

export async function forgetRetiredAddresses(tx: Pick<Tx, 'retiredAddress'>): Promise<void> {
  await tx.retiredAddress.deleteMany({ where: { until: { lt: new Date() } } })
}
