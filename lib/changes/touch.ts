// Marks what a saved change wants applied, inside its transaction: the desired revision per host and domain name, the host's own settings,
// and one job per host. Relies on the chain's lock being held, which makes concurrent writers take turns here.
import type { Tx } from '#lib/db/client'

export type Touched = { domains: readonly string[]; hosts: readonly string[] }

/**
 * A name counts on the host that the domain lives on now and on every host that still knows it (moved, deleted). The name of an
 * alias domain stands for the domain that it mirrors, because its lines live there.
 */
export async function touch(tx: Tx, touched: Touched, revision: bigint): Promise<void> {
  const hosts = new Set<string>(touched.hosts)
  if (touched.domains.length > 0) {
    for (const { hostId } of await desire(tx, [...new Set(touched.domains)], revision)) hosts.add(hostId)
  }
  if (touched.hosts.length > 0) {
    await tx.host.updateMany({ where: { id: { in: [...touched.hosts] } }, data: { configRevision: revision } })
  }
  for (const hostId of [...hosts].sort()) await queueApply(tx, hostId)
}

function desire(tx: Tx, names: string[], revision: bigint) {
  return tx.$queryRaw<{ hostId: string }[]>`
    with wanted as (
      select coalesce(t.name, d.name) as name, d."hostId" from "Domain" d left join "Domain" t on t.id = d."targetId" where d.name = any(${names}::text[])
      union
      select a."domainName", a."hostId" from "DomainApply" a where a."domainName" = any(${names}::text[])
      union
      -- An answer to an absence knows the aliases under which its mailbox is reached, which may be another domain's.
      select e.name, e."hostId" from "MailboxRules" u join "Mailbox" b on b.id = u."mailboxId" join "Domain" e on e.id = b."domainId"
        join "AliasDestination" o on o.destination = b.address join "Alias" l on l.id = o."aliasId" join "Domain" k on k.id = l."domainId"
        where u.vacation ->> 'enabled' = 'true' and k.name = any(${names}::text[])
    ), marked as (
      insert into "DomainApply" ("hostId", "domainName", "desiredRevision", "desiredAt")
      select w."hostId", w.name, ${revision}::bigint, clock_timestamp() from wanted w order by 1, 2
      on conflict ("hostId", "domainName") do update
        set "desiredRevision" = excluded."desiredRevision", "desiredAt" = excluded."desiredAt"
      returning "hostId"
    )
    select distinct "hostId"::text as "hostId" from marked`
}

/**
 * One job per host waits at most; it sends whatever is pending when it runs. Jobs of one host take turns (queue). `runAt` null is now.
 * A job of that key that already runs does not count: it may have read the state before this change.
 */
export async function queueApply(tx: Pick<Tx, '$executeRaw'>, hostId: string, runAt: Date | null = null): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job('apply-host', json_build_object('hostId', ${hostId}::text),
      queue_name => ${`host:${hostId}`}::text, job_key => ${`apply:${hostId}`}::text, run_at => ${runAt}::timestamptz, max_attempts => 25)`
}
