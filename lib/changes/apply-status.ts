// Saved and applied, per domain and host, as the pages and the API show it.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { namesInScope } from '#lib/auth/scope'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'

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

/**
 * Names, or everything that is not in order (at most 500, by host and name). The name of an alias domain answers for the one that it mirrors.
 * One statement: every list asks this, and its page asks again every few seconds.
 */
export async function applyStatus(actor: Actor, wanted: readonly string[] | 'unfinished', hostId?: string): Promise<ApplyStatus[]> {
  requirePermission(actor, 'change.read')
  const where = [
    wanted === 'unfinished'
      ? Prisma.sql`(a."desiredRevision" > a."appliedRevision" or a."driftSince" is not null)`
      : Prisma.sql`a."domainName" = any(array(${namesSql(wanted)}))`,
    ...namesInScope(actor, Prisma.sql`a."domainName"`),
    ...(hostId ? [Prisma.sql`a."hostId" = ${hostId}::uuid`] : []),
  ]
  const rows = await db().$queryRaw<Row[]>`
    select a."domainName", a."hostId"::text as "hostId", a."desiredRevision", a."desiredAt", a."appliedRevision", a."appliedAt", a."errorCode",
      a."errorDetail", a."failedAt", a."driftSince", h.name as host, h."retryAt", h."heldAtGeneration", h."unreachableSince", h."unreachableCode"
    from "DomainApply" a join "Host" h on h.id = a."hostId" where ${Prisma.join(where, ' and ')}
    order by a."hostId", a."domainName" limit ${rowsMax}::int`
  return rows.map(statusOf)
}

/** True when every host confirmed all of these domains at this revision or a later one. */
export async function isApplied(domainNames: readonly string[], revision: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ waits: boolean }[]>`
    select exists (select from "DomainApply" a where a."domainName" = any(array(${namesSql(domainNames)}))
      and a."appliedRevision" < ${BigInt(revision)} and a."desiredRevision" >= ${BigInt(revision)}) as waits`
  return row?.waits === false
}

/** How long a person is kept waiting to be told that it is in force. */
const appliedWithinMs = 3000
const everyMs = 50

/** Whether the hosts have it within that time. If not, it is on its way. */
export async function whenApplied(domainNames: readonly string[], revision: string | null): Promise<boolean> {
  const until = Date.now() + appliedWithinMs
  let done = revision === null || (await isApplied(domainNames, revision))
  while (!done && Date.now() < until) {
    await sleep(everyMs)
    done = await isApplied(domainNames, revision ?? '0')
  }
  return done
}

/** The names, and those that they mirror. */
const namesSql = (names: readonly string[]): Prisma.Sql => Prisma.sql`
  select unnest(${[...names]}::text[]) union
  select t.name from "Domain" d join "Domain" t on t.id = d."targetId" where d.kind = 'alias' and d.name = any(${[...names]}::text[])`

type Row = {
  domainName: string
  hostId: string
  host: string
  desiredRevision: bigint
  desiredAt: Date
  appliedRevision: bigint
  appliedAt: Date | null
  errorCode: string | null
  errorDetail: string | null
  failedAt: Date | null
  driftSince: Date | null
  retryAt: Date | null
  heldAtGeneration: number | null
  unreachableSince: Date | null
  unreachableCode: string | null
}

function statusOf(row: Row): ApplyStatus {
  const state = stateOf(row)
  const trouble = troubleOf(state, row)
  return {
    domain: row.domainName,
    hostId: row.hostId,
    host: row.host,
    desired: row.desiredRevision.toString(),
    applied: row.appliedRevision.toString(),
    savedAt: row.desiredAt.toISOString(),
    appliedAt: row.appliedAt?.toISOString() ?? null,
    state,
    code: trouble.code,
    detail: state === 'failed' ? row.errorDetail : null,
    since: trouble.since?.toISOString() ?? null,
    retryAt: state === 'unreachable' || state === 'failed' ? (row.retryAt?.toISOString() ?? null) : null,
  }
}

function stateOf(row: Row): ApplyState {
  if (row.driftSince) return 'drift'
  if (row.desiredRevision <= row.appliedRevision) return 'applied'
  if (row.heldAtGeneration !== null) return 'held'
  if (row.unreachableSince) return 'unreachable'
  return row.errorCode || row.unreachableCode ? 'failed' : 'pending'
}

function troubleOf(state: ApplyState, row: Row): { code: string | null; since: Date | null } {
  if (state === 'drift') return { code: 'agent_drift', since: row.driftSince }
  if (state === 'unreachable') return { code: row.unreachableCode, since: row.unreachableSince }
  if (state === 'failed') return { code: row.errorCode ?? row.unreachableCode, since: row.failedAt }
  return { code: null, since: null }
}
