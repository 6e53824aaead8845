// Saved changes beside what the hosts have of them. A change is applied where the host confirmed its revision or a later one of that domain.
import { listChanges } from '#lib/audit/queries'
import type { AuditFilter, ChangeView } from '#lib/audit/schema'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import type { PageInput } from '#lib/db/keyset'
import type { Page } from '#lib/outcome'
import { type ApplyState, type ApplyStatus, applyStatus } from './apply-status'
import { type FirstGeneration, firstGenerations } from './first-generation'

export type AppliedOn = {
  hostId: string
  host: string
  state: ApplyState
  savedAt: string
  appliedAt: string | null
  code: string | null
  /** The first with this change; null when it waits, or when the host keeps its lines no more. */
  generation: number | null
}
export type AppliedChange = ChangeView & { applied: AppliedOn[] }

/** `waiting`: not everywhere applied · `failed`: of those, what needs a person · `applied`: all others that concern a host. */
export type AppliedFilter = 'waiting' | 'failed' | 'applied'

export async function listAppliedChanges(
  actor: Actor,
  filter: AuditFilter,
  page: PageInput,
  applied: AppliedFilter | null,
): Promise<Page<AppliedChange>> {
  const unfinished = applied === null ? [] : (await applyStatus(actor, 'unfinished')).filter((row) => row.desired !== row.applied)
  const wanted = applied === 'failed' ? unfinished.filter(({ state }) => state === 'failed' || state === 'drift') : unfinished
  if (wanted.length === 0 && (applied === 'waiting' || applied === 'failed'))
    return { rows: [], next: null, previous: null, total: { count: 0, exact: true } }
  const found = await listChanges(actor, filter, page, applied === null ? [] : await unfinishedIs(applied !== 'applied', wanted))
  return { ...found, rows: await withApplied(actor, found.rows) }
}

/** How each change stands on each host concerned. */
export async function withApplied(actor: Actor, changes: readonly ChangeView[]): Promise<AppliedChange[]> {
  const names = [...new Set(changes.flatMap(({ domainName }) => domainName ?? []))]
  const targets = await targetsOf(names)
  const statuses = await applyStatus(actor, names)
  const domainOf = ({ domainName }: ChangeView) => (domainName === null ? null : (targets.get(domainName) ?? domainName))
  const first = await firstGenerations(
    changes.flatMap((change) => {
      const domain = domainOf(change)
      return domain === null ? [] : [{ revision: change.revision, domain }]
    }),
  )
  return changes.map((change) => {
    const rows = statuses.filter(({ domain }) => domain === domainOf(change))
    const carried = first.filter(({ revision }) => revision === change.revision)
    const here = rows.map((row) =>
      appliedOn(
        change,
        row,
        carried.find(({ hostId }) => hostId === row.hostId),
      ),
    )
    // A domain that was deleted or moved is known there no more; what was applied before stays told.
    const gone = carried.filter(({ hostId }) => !rows.some((row) => row.hostId === hostId))
    return { ...change, applied: [...here, ...gone.map((by) => wasApplied(change, by))] }
  })
}

function appliedOn(change: ChangeView, row: ApplyStatus, by: FirstGeneration | undefined): AppliedOn {
  if (BigInt(row.applied) < BigInt(change.revision)) {
    const { hostId, host, state, code } = row
    return { hostId, host, state, savedAt: change.at, appliedAt: null, code, generation: null }
  }
  if (by) return wasApplied(change, by)
  return { hostId: row.hostId, host: row.host, state: 'applied', savedAt: change.at, appliedAt: null, code: null, generation: null }
}

function wasApplied(change: ChangeView, { hostId, host, appliedAt, generation }: FirstGeneration): AppliedOn {
  return { hostId, host, state: 'applied', savedAt: change.at, appliedAt: appliedAt.toISOString(), code: null, generation }
}

/** Conditions on changes by what is unfinished: a handful of names, each with the revision up to which its host has it. */
async function unfinishedIs(inside: boolean, rows: readonly ApplyStatus[]): Promise<Prisma.Sql[]> {
  const mirrors = await mirrorsOf(rows.map(({ domain }) => domain))
  const pairs = rows.flatMap(({ domain, applied }) => [domain, ...(mirrors.get(domain) ?? [])].map((name) => ({ name, applied })))
  const list = Prisma.sql`select 1 from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as u(name text, applied bigint) where u.name = "domainName" and id > u.applied`
  if (!inside) return [Prisma.sql`"domainName" is not null`, Prisma.sql`not exists (${list})`]
  const oldest = pairs.reduce((least, { applied }) => (BigInt(applied) < least ? BigInt(applied) : least), BigInt(pairs[0]?.applied ?? 0))
  return [Prisma.sql`id > ${oldest}`, Prisma.sql`exists (${list})`]
}

async function targetsOf(names: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().domain.findMany({
    where: { name: { in: [...names] }, kind: 'alias' },
    select: { name: true, target: { select: { name: true } } },
  })
  return new Map(rows.flatMap(({ name, target }) => (target ? [[name, target.name]] : [])))
}

async function mirrorsOf(targets: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db().domain.findMany({
    where: { name: { in: [...targets] } },
    select: { name: true, mirrors: { select: { name: true } } },
  })
  return new Map(rows.map(({ name, mirrors }) => [name, mirrors.map((mirror) => mirror.name)]))
}
