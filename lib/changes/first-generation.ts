// The generation of a host that was the first with a saved change, while the host keeps its lines (lib/changes/ledger writes it down).
import { db } from '#lib/db/client'

export type FirstGeneration = { revision: string; hostId: string; host: string; generation: number; appliedAt: Date }

/** Of each change on each host that confirmed it; `domain` is the name that its lines live under. */
export async function firstGenerations(changes: readonly { revision: string; domain: string }[]): Promise<FirstGeneration[]> {
  if (changes.length === 0) return []
  return db().$queryRaw<FirstGeneration[]>`
    select distinct on (asked.revision, g."hostId") asked.revision::text as revision, g."hostId"::text as "hostId", h.name as host, g.generation, g."appliedAt"
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as asked(revision bigint, domain text)
    join "DomainGeneration" g on g."domainName" = asked.domain and g.revision >= asked.revision and g."fromRevision" < asked.revision
    join "Host" h on h.id = g."hostId"
    order by asked.revision, g."hostId", g.generation`
}
