// The numbered states that a host keeps, their differences, and the way back to one of them. A rollback holds the host: changes go on being
// saved, but nothing is applied until a person resumes, or the next save would undo the rollback.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { agentFor } from '#lib/host/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import type { ApplyOutcome, FileChange, GenerationSummary } from '#lib/protocol/operations'
import { isUuid } from './edit'
import { recordChange, type Saved } from './record'
import { queueApply } from './touch'

export async function listGenerations(
  actor: Actor,
  hostId: string,
  before: number | null = null,
  limit = 25,
): Promise<GenerationSummary[]> {
  requirePermission(actor, 'host.read')
  return (await agentFor(await requireHost(hostId)).call('generations', { before, limit })).generations
}

export async function getGeneration(
  actor: Actor,
  hostId: string,
  generation: number,
): Promise<{ summary: GenerationSummary; changes: FileChange[] }> {
  requirePermission(actor, 'host.read')
  return agentFor(await requireHost(hostId)).call('generation', { generation })
}

/** What a rollback would change, and the newest generation, which `rollBack` wants to hear again. */
export async function planRollback(
  actor: Actor,
  hostId: string,
  generation: number,
): Promise<{ changes: FileChange[]; domains: string[]; newest: number }> {
  requirePermission(actor, 'host.read')
  const agent = agentFor(await requireHost(hostId))
  const [latest] = (await agent.call('generations', { before: null, limit: 1 })).generations
  return { ...(await agent.call('plan-rollback', { generation })), newest: latest?.generation ?? 0 }
}

/** Held first, then rolled back: no job can slip in between. `ifGeneration`: the newest one that the person has seen. */
export function rollBack(actor: Actor, hostId: string, generation: number, ifGeneration: number): Promise<Outcome<{ generation: number }>> {
  return asOutcome(async () => {
    const host = await requireHost(hostId)
    const held = await hold(actor, host, generation, ifGeneration)
    try {
      const outcome = await agentFor(host).call('rollback', { generation, ifGeneration })
      await noteRolledBack(hostId, outcome, held.revision)
      return { value: { generation: outcome.generation }, revision: held.revision }
    } catch (error) {
      if (error instanceof AppError && !mayHaveHappened.has(error.code)) await release(actor, host, error.code)
      throw error
    }
  })
}

/**
 * The host gets again what is saved. With it is due whatever was applied after the generation that it was held at: when the rollback's
 * answer was lost, the ledger does not know that the host has those lines no more.
 */
export function resume(actor: Actor, hostId: string): Promise<Outcome<null>> {
  return asOutcome(async () => {
    const host = await requireHost(hostId)
    return recordChange(actor, 'host.apply', async (tx) => {
      const held = await tx.host.findFirst({ where: { id: hostId, heldAtGeneration: { not: null } } })
      if (held?.heldAtGeneration == null) return { value: null, entries: [], domains: [] }
      await tx.host.update({ where: { id: hostId }, data: { heldAtGeneration: null } })
      const behind = { desiredRevision: { gt: tx.domainApply.fields.appliedRevision } }
      const due = await tx.domainApply.findMany({
        where: { hostId, OR: [behind, { generation: { gt: held.heldAtGeneration } }] },
        select: { domainName: true },
      })
      return { value: null, entries: [entryOf(host, 'host.resume')], domains: due.map(({ domainName }) => domainName) }
    })
  })
}

/** Forgets waiting times and refusals: everything that is due is tried at once. Nothing that is saved changes. */
export async function retryNow(actor: Actor, hostId: string): Promise<void> {
  requirePermission(actor, 'host.apply')
  await requireHost(hostId)
  await db().host.update({ where: { id: hostId }, data: { retryAt: null } })
  await db().domainApply.updateMany({ where: { hostId, failedAt: { not: null } }, data: { failedAt: null } })
  await queueApply(db(), hostId)
}

/** After these nobody knows whether the host was rolled back: it stays held until somebody looks. */
const mayHaveHappened = new Set(['host_unreachable', 'host_deadline', 'agent_internal', 'agent_protocol'])

type HostName = { id: string; name: string }

function hold(actor: Actor, host: HostName, generation: number, from: number): Promise<Saved<null>> {
  return recordChange(actor, 'host.apply', async (tx) => {
    await tx.host.update({ where: { id: host.id }, data: { heldAtGeneration: generation } })
    return {
      value: null,
      entries: [{ ...entryOf(host, 'host.rollback'), before: { generation: from }, after: { generation } }],
      domains: [],
    }
  })
}

async function release(actor: Actor, host: HostName, code: string): Promise<void> {
  await recordChange(actor, 'host.apply', async (tx) => {
    await tx.host.update({ where: { id: host.id }, data: { heldAtGeneration: null } })
    return { value: null, entries: [{ ...entryOf(host, 'host.rollback-failed'), after: { code } }], domains: [] }
  })
  await queueApply(db(), host.id)
}

/** What the host has now is not what is saved: due again, from the digests that the host has told. */
async function noteRolledBack(hostId: string, { generation, domains }: ApplyOutcome, revision: string | null): Promise<void> {
  await db().$executeRaw`
    insert into "DomainApply" ("hostId", "domainName", "desiredRevision", "appliedRevision", "appliedDigest", generation)
    select ${hostId}::uuid, t.domain, ${revision ?? '1'}::bigint, 0, t.digest, ${generation}::int
    from jsonb_to_recordset(${JSON.stringify(domains)}::jsonb) as t(domain text, digest text) order by t.domain
    on conflict ("hostId", "domainName") do update
      set "appliedRevision" = 0, "appliedDigest" = excluded."appliedDigest", generation = excluded.generation`
  await db().host.update({ where: { id: hostId }, data: { generation } })
}

async function requireHost(hostId: string) {
  const host = isUuid(hostId) ? await db().host.findUnique({ where: { id: hostId } }) : null
  if (!host) throw new AppError('not_found', { subject: hostId })
  return host
}

const entryOf = (host: HostName, action: string) => ({
  action,
  subjectKind: 'host',
  subjectId: host.id,
  subjectName: host.name,
  hostId: host.id,
})
