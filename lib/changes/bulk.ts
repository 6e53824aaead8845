// What every change to many rows has in common: they are named or "all that match", locked in one order so that two such changes wait for
// each other instead of deadlocking, changed by a few statements in all, and each has its own entry. All or nothing.
import type { Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { type Reader, whereSql } from '#lib/db/keyset'
import { everyCondition, type Search } from '#lib/db/text-search'
import { deny } from '#lib/refusals'
import type { ChangeEntry, Recorded } from './record'

const bulkMax = 100_000

type Selection<F> = { ids: string[] } | { filter: F; expected?: number }

export type BulkTable<F> = {
  from: Prisma.Sql
  id: Prisma.Sql
  /** Beside the id. */
  columns: Prisma.Sql
  /** The column that no two rows share. */
  order: Prisma.Sql
  conditions: (reader: Reader, filter: F) => Promise<{ plain: Prisma.Sql[]; search: Search | null }>
}

export async function pickRows<Row extends { id: string }, F>(tx: Tx, table: BulkTable<F>, selection: Selection<F>): Promise<Row[]> {
  const { from, id, columns, order, conditions } = table
  const where =
    'ids' in selection ? [Prisma.sql`${id} = any(${selection.ids}::uuid[])`] : everyCondition(await conditions(tx, selection.filter))
  const rows = await tx.$queryRaw<Row[]>`
    select ${id}::text as id, ${columns} from ${from} ${whereSql(where)} order by ${order} limit ${bulkMax + 1}::int for update`
  if (rows.length > bulkMax) deny('selection_too_large', 'selection', { limit: bulkMax })
  if ('expected' in selection && selection.expected !== undefined && rows.length > selection.expected) {
    deny('selection_grew', 'selection', { matched: rows.length, expected: selection.expected })
  }
  return rows
}

export async function writeEnabled(tx: Tx, table: 'Domain' | 'Mailbox' | 'Alias' | 'Group', rows: readonly { id: string }[], on: boolean) {
  await tx.$executeRaw`
    update ${Prisma.raw(`"${table}"`)} set enabled = ${on}, version = version + 1, "updatedAt" = now() where id = any(${idsOf(rows)}::uuid[])`
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
