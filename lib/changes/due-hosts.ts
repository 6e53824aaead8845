// Heals what no job stands for any more: a job that was lost with its worker, a host whose next try is past, a domain whose wait is over.
import { db } from '#lib/db/client'
import { queueApply } from './touch'

/** A job that waits already stays as it is. Gives the number of hosts that got one. */
export async function queueDueHosts(): Promise<number> {
  const hosts = await db().$queryRaw<{ id: string }[]>`
    select h.id::text as id from "Host" h
    where h."heldAtGeneration" is null and (h."retryAt" is null or h."retryAt" <= now())
      and (exists (select 1 from "DomainApply" a where a."hostId" = h.id and a."desiredRevision" > a."appliedRevision" and a."driftSince" is null
          and (a."failedAt" is null or a."failedAt" < a."desiredAt" or a."failedAt" < now() - interval '5 minutes'))
        or (h."configApplied" > 0 and h."configRevision" > h."configApplied"))
      and not exists (select 1 from graphile_worker.jobs j where j.key = 'apply:' || h.id and j.run_at <= now())`
  for (const { id } of hosts) await queueApply(db(), id)
  return hosts.length
}

/** One look at each host, by any worker. */
export async function queueChecks(): Promise<void> {
  await db().$executeRaw`
    select graphile_worker.add_job('check-host', json_build_object('hostId', id), job_key => 'check:' || id, max_attempts => 1) from "Host"`
}
