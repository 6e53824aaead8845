// What is known of each domain on each host: which are due, what the agent confirmed, what it refused. Every write here is guarded by
// the revision that it speaks of, so two workers that applied the same thing leave the same ledger.
import { db } from '#lib/db/client'
import type { FailureCode } from '#lib/errors'
import { generationsKept } from '#lib/protocol/operations'

export type Due = { name: string /** Lines that it will have, about. */; weight: number }

/** A domain that failed waits for its next change, for a person's word, or for this long. */
const retryMinutes = 5
const dueMax = 20_000

export function dueDomains(hostId: string): Promise<Due[]> {
  return db().$queryRaw<Due[]>`
    select a."domainName" as name, coalesce(d."mailboxCount" + d."aliasCount" + d."groupCount", 0)::int as weight
    from "DomainApply" a left join "Domain" d on d.name = a."domainName"
    where a."hostId" = ${hostId}::uuid and a."desiredRevision" > a."appliedRevision" and a."driftSince" is null
      and (a."failedAt" is null or a."failedAt" < a."desiredAt" or a."failedAt" < now() - make_interval(mins => ${retryMinutes}::int))
    order by a."domainName" limit ${dueMax}::int`
}

export type Confirmed = { name: string; revision: bigint; digest: string; livesHere: boolean }

/**
 * An older confirmation that comes late changes nothing. The row of a domain that does not live here ends with its removal. The
 * generation is noted as the first that had what is new in it: after a rollback a revision that it had before comes to no other.
 */
export async function confirmApplied(hostId: string, generation: number, confirmed: readonly Confirmed[]): Promise<void> {
  const rows = JSON.stringify(confirmed.map(({ revision, ...rest }) => ({ ...rest, revision: revision.toString() })))
  await db().$executeRaw`
    with told as (select * from jsonb_to_recordset(${rows}::jsonb) as t(name text, revision bigint, digest text, "livesHere" boolean)),
    gone as (
      delete from "DomainApply" a using told
      where a."hostId" = ${hostId}::uuid and a."domainName" = told.name and not told."livesHere" and a."desiredRevision" = told.revision
      returning a."domainName"),
    carried as (
      insert into "DomainGeneration" ("hostId", generation, "domainName", "fromRevision", revision, "appliedAt")
      select ${hostId}::uuid, ${generation}::int, known.name, known.revision, told.revision, clock_timestamp()
      from told join lateral (
        select a."domainName" as name, greatest(a."appliedRevision", (select max(g.revision) from "DomainGeneration" g
          where g."hostId" = a."hostId" and g."domainName" = a."domainName")) as revision
        from "DomainApply" a where a."hostId" = ${hostId}::uuid and a."domainName" = told.name) known on told.revision > known.revision
      on conflict do nothing)
    update "DomainApply" a set "appliedRevision" = told.revision, "appliedDigest" = told.digest, "appliedAt" = clock_timestamp(), generation = ${generation}::int,
      "errorCode" = null, "errorDetail" = null, "failedAt" = null, "driftSince" = null, "driftDigest" = null
    from told
    where a."hostId" = ${hostId}::uuid and a."domainName" = told.name and told.revision >= a."appliedRevision"
      and not exists (select 1 from gone where gone."domainName" = told.name)`
  await db().domainGeneration.deleteMany({ where: { hostId, generation: { lte: generation - generationsKept } } })
}

export async function noteFailed(hostId: string, name: string, revision: bigint, code: FailureCode, detail: string | null): Promise<void> {
  await db().domainApply.updateMany({
    where: { hostId, domainName: name, desiredRevision: revision },
    data: { errorCode: code, errorDetail: detail?.slice(0, 1000) ?? null, failedAt: new Date() },
  })
}

export async function noteDrift(hostId: string, drifted: readonly { domain: string; digest: string }[]): Promise<void> {
  if (drifted.length === 0) return
  await db().$executeRaw`
    update "DomainApply" a set "driftDigest" = t.digest, "driftSince" = coalesce(a."driftSince", clock_timestamp())
    from jsonb_to_recordset(${JSON.stringify(drifted)}::jsonb) as t(domain text, digest text)
    where a."hostId" = ${hostId}::uuid and a."domainName" = t.domain`
}
