// Saved changes beside what the hosts have of them. A change is applied where the host confirmed its revision or a later one of that domain.
import { listChanges } from '#lib/audit/queries'
import type { AuditFilter, ChangeView } from '#lib/audit/schema'
import type { Actor } from '#lib/auth/actor'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import type { PageInput } from '#lib/db/keyset'
import type { Page } from '#lib/outcome'
import { type ApplyState, type ApplyStatus, applyStatus } from './apply-status'

export type AppliedOn = {
  hostId: string
  host: string
  state: ApplyState
  savedAt: string
  appliedAt: string | null
  code: string | null
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
  const generations = await generationsOf(statuses.map(({ domain }) => domain))
  return changes.map((change) => {
    const name = change.domainName === null ? null : (targets.get(change.domainName) ?? change.domainName)
    const rows = statuses.filter(({ domain }) => domain === name)
    return { ...change, applied: rows.map((row) => appliedOn(change, row, generations.get(`${row.hostId} ${row.domain}`) ?? null)) }
  })
}

function appliedOn(change: ChangeView, row: ApplyStatus, generation: number | null): AppliedOn {
  const done = BigInt(row.applied) >= BigInt(change.revision)
  return {
    hostId: row.hostId,
    host: row.host,
    state: done ? 'applied' : row.state,
    savedAt: change.at,
    // Only the last apply of the domain is kept here; an older change was applied at some moment before.
    appliedAt: row.applied === change.revision ? row.appliedAt : null,
    code: done ? null : row.code,
    generation: row.applied === change.revision ? generation : null,
  }
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

async function generationsOf(names: readonly string[]): Promise<Map<string, number>> {
  const rows = await db().domainApply.findMany({
    where: { domainName: { in: [...names] } },
    select: { hostId: true, domainName: true, generation: true },
  })
  return new Map(
    rows.flatMap(({ hostId, domainName, generation }) => (generation === null ? [] : [[`${hostId} ${domainName}`, generation]])),
  )
}
