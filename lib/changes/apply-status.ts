// Saved and applied, per domain and host, as the pages and the API show it.
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { db } from '#lib/db/client'
import type { Prisma } from '#lib/db/generated/client'

export type ApplyState = 'applied' | 'pending' | 'failed' | 'drift' | 'held' | 'unreachable'

export type ApplyStatus = {
  domain: string
  hostId: string
  host: string
  /** Revisions. */
  desired: string
  applied: string
  savedAt: string
  appliedAt: string | null
  state: ApplyState
  /** Failure code where there is one. */
  code: string | null
  detail: string | null
  /** Of the trouble: unreachable, drifted or failed since. */
  since: string | null
  retryAt: string | null
}

const rowsMax = 500

/** Names, or everything that is not in order (at most 500, by host and name). The name of an alias domain answers for the one that it mirrors. */
export async function applyStatus(actor: Actor, wanted: readonly string[] | 'unfinished', hostId?: string): Promise<ApplyStatus[]> {
  requirePermission(actor, 'change.read')
  const where: Prisma.DomainApplyWhereInput =
    wanted === 'unfinished'
      ? { OR: [{ desiredRevision: { gt: db().domainApply.fields.appliedRevision } }, { driftSince: { not: null } }] }
      : { domainName: { in: await mirrored(wanted) } }
  const rows = await db().domainApply.findMany({
    where: { ...where, ...(hostId ? { hostId } : {}) },
    include: { host: { select: hostFields } },
    orderBy: [{ hostId: 'asc' }, { domainName: 'asc' }],
    take: rowsMax,
  })
  return rows.map(statusOf)
}

/** True when every host confirmed all of these domains at this revision or a later one. */
export async function isApplied(domainNames: readonly string[], revision: string): Promise<boolean> {
  const names = await mirrored(domainNames)
  return (
    (await db().domainApply.count({
      where: { domainName: { in: names }, appliedRevision: { lt: BigInt(revision) }, desiredRevision: { gte: BigInt(revision) } },
    })) === 0
  )
}

async function mirrored(names: readonly string[]): Promise<string[]> {
  const mirrors = await db().$queryRaw<{ name: string }[]>`
    select t.name from "Domain" a join "Domain" t on t.id = a."targetId" where a.kind = 'alias' and a.name = any(${[...names]}::text[])`
  return [...names, ...mirrors.map(({ name }) => name)]
}

const hostFields = { name: true, retryAt: true, heldAtGeneration: true, unreachableSince: true, unreachableCode: true } as const
type Row = Prisma.DomainApplyGetPayload<{ include: { host: { select: typeof hostFields } } }>

function statusOf(row: Row): ApplyStatus {
  const { host } = row
  const state = stateOf(row, row.desiredRevision > row.appliedRevision, host)
  const trouble = troubleOf(state, row)
  return {
    domain: row.domainName,
    hostId: row.hostId,
    host: host.name,
    desired: row.desiredRevision.toString(),
    applied: row.appliedRevision.toString(),
    savedAt: row.desiredAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    state,
    code: trouble.code,
    detail: state === 'failed' ? row.errorDetail : null,
    since: trouble.since?.toISOString() ?? null,
    retryAt: state === 'unreachable' || state === 'failed' ? (host.retryAt?.toISOString() ?? null) : null,
  }
}

type HostFields = { heldAtGeneration: number | null; unreachableSince: Date | null; unreachableCode: string | null }
type ApplyFields = { driftSince: Date | null; errorCode: string | null; failedAt: Date | null }

function stateOf(row: ApplyFields, pending: boolean, host: HostFields): ApplyState {
  if (row.driftSince) return 'drift'
  if (!pending) return 'applied'
  if (host.heldAtGeneration !== null) return 'held'
  if (host.unreachableSince) return 'unreachable'
  return row.errorCode || host.unreachableCode ? 'failed' : 'pending'
}

function troubleOf(state: ApplyState, row: ApplyFields & { host: HostFields }): { code: string | null; since: Date | null } {
  if (state === 'drift') return { code: 'agent_drift', since: row.driftSince }
  if (state === 'unreachable') return { code: row.host.unreachableCode, since: row.host.unreachableSince }
  if (state === 'failed') return { code: row.errorCode ?? row.host.unreachableCode, since: row.failedAt }
  return { code: null, since: null }
}
