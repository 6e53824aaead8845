// What every change to many rows has in common: they are named or "all that match", locked in one order so that two such changes wait for
// each other instead of deadlocking, changed by a few statements in all, and each has its own entry. All or nothing.
import type { Actor } from '#lib/auth/actor'
import { db, type Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { type Reader, type Search, whereSql } from '#lib/db/keyset'
import { everyCondition } from '#lib/db/text-search'
import { inParts } from '#lib/progress'
import { deny } from '#lib/refusals'
import type { ChangeEntry, Recorded } from './record'

const bulkMax = 100_000

export type Selection<F> = { ids: string[] } | { filter: F; expected?: number }

export type BulkTable<F> = {
  from: Prisma.Sql
  id: Prisma.Sql
  /** Beside the id. */
  columns: Prisma.Sql
  /** The column that no two rows share. */
  order: Prisma.Sql
  /** Puts those together whose lines are together. */
  together: Prisma.Sql
  /** The scope of the actor is among them. */
  conditions: (actor: Actor, reader: Reader, filter: F | Record<string, never>) => Promise<{ plain: Prisma.Sql[]; search: Search | null }>
}

/** The conditions of what is meant. */
async function meant<F>(actor: Actor, reader: Reader, { id, conditions }: BulkTable<F>, selection: Selection<F>): Promise<Prisma.Sql> {
  const every = everyCondition(await conditions(actor, reader, 'ids' in selection ? {} : selection.filter))
  return whereSql('ids' in selection ? [Prisma.sql`${id} = any(${selection.ids}::uuid[])`, ...every] : every)
}

/** How many are meant now, and some of them that live together, so that few domains need to be looked at. */
export type Meant = { matched: number; some: string[] /** Ids and addresses of all, for questions about them. */; all: Prisma.Sql }

export async function measure<F>(actor: Actor, table: BulkTable<F>, selection: Selection<F>, someMax: number): Promise<Meant> {
  const { from, id, order, together } = table
  const where = await meant(actor, db(), table, selection)
  const [[count], some] = await Promise.all([
    db().$queryRaw<{ matched: number }[]>`select count(*)::int as matched from ${from} ${where}`,
    db().$queryRaw<{ id: string }[]>`select ${id}::text as id from ${from} ${where} order by ${together} limit ${someMax}::int`,
  ])
  const all = Prisma.sql`select ${id} as id, ${order} as address from ${from} ${where}`
  return { matched: count?.matched ?? 0, some: idsOf(some), all }
}

export async function pickRows<Row extends { id: string }, F>(
  actor: Actor,
  tx: Tx,
  table: BulkTable<F>,
  selection: Selection<F>,
): Promise<Row[]> {
  const { from, id, columns, order } = table
  const where = await meant(actor, tx, table, selection)
  const rows = await tx.$queryRaw<Row[]>`
    select ${id}::text as id, ${columns} from ${from} ${where} order by ${order} limit ${bulkMax + 1}::int for update`
  requireExpected(selection, rows.length)
  return rows
}

/** Refuses what is not what the person looked at. */
export function requireExpected(selection: Selection<unknown>, matched: number): void {
  if (matched > bulkMax) deny('selection_too_large', 'selection', { limit: bulkMax })
  if (!('expected' in selection) || selection.expected === undefined || selection.expected === matched) return
  deny('selection_changed', 'selection', { matched, expected: selection.expected })
}

export async function writeEnabled(tx: Tx, table: 'Domain' | 'Mailbox' | 'Alias' | 'Group', rows: readonly { id: string }[], on: boolean) {
  await inParts('saving', rows, async (part) => {
    await tx.$executeRaw`
      update ${Prisma.raw(`"${table}"`)} set enabled = ${on}, version = version + 1, "updatedAt" = now() where id = any(${idsOf(part)}::uuid[])`
  })
}

/** `changing`: those of the picked rows that were not so already. */
export function recordedRows<Row>(
  picked: readonly Row[],
  changing: readonly Row[],
  entryOf: (row: Row) => ChangeEntry,
  domainsOf: (row: Row) => readonly string[],
): Recorded<{ matched: number; changed: number }> {
  return {
    value: { matched: picked.length, changed: changing.length },
    entries: changing.map(entryOf),
    domains: [...new Set(changing.flatMap(domainsOf))],
  }
}

export const idsOf = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id)
