// Groups as CSV: `address`, `members` separated by spaces or commas, `name`, `whoMayPost`, `senders` like the members, `enabled`, `note`.

import type * as z from 'zod'
import { canonicalAddresses } from '#lib/addresses/domain-here'
import type { CsvReport } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { importPointers, type PointerImport } from '#lib/csv/import-pointers'
import { writeCsv } from '#lib/csv/write-csv'
import { db } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { idsInParts, type List } from '#lib/db/keyset'
import { everyCondition } from '#lib/db/text-search'
import type { Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { entryOf, sendersRefusals } from './commands'
import { groupConditions, groupFrom, groupId } from './filter'
import { insertGroups } from './insert-groups'
import { createGroupInput, type GroupFilter, type GroupView, groupFilter } from './schema'
import { groupInclude, groupViewOf } from './view'

const columns: Record<string, (row: GroupView) => string | boolean | string[]> = {
  address: (row) => row.address,
  members: (row) => row.members,
  name: (row) => row.name,
  whoMayPost: (row) => row.whoMayPost,
  senders: (row) => row.senders,
  enabled: (row) => row.enabled,
  note: (row) => row.note,
}
export const groupCsvColumns = { required: ['address', 'members'], optional: Object.keys(columns).slice(2) } as const

/** At once: each may have a thousand members. */
const groupsRead = 200

export async function* exportGroups(actor: Actor, filter: GroupFilter = {}): AsyncGenerator<string> {
  requirePermission(actor, 'group.read')
  const where = everyCondition(await groupConditions(actor, db(), requireValid(groupFilter, filter)))
  const sort = { name: 'address', expression: Prisma.sql`g.address`, cast: 'text', unique: true } as const
  const list: List = { from: groupFrom, id: groupId, where, sort, descending: false }
  async function* parts() {
    for await (const ids of idsInParts(db(), list, groupsRead)) {
      yield (await db().group.findMany({ where: { id: { in: ids } }, include: groupInclude, orderBy: { address: 'asc' } })).map(groupViewOf)
    }
  }
  yield* writeCsv(columns, parts())
}

const lines: PointerImport<z.output<typeof createGroupInput>> = {
  permission: 'group.write',
  counter: 'groups',
  columns: groupCsvColumns,
  points: 'members',
  schema: createGroupInput,
  refusalsOf: (line) => sendersRefusals(line.whoMayPost, line.senders),
  canonical: async (tx, line) => ({
    ...line,
    members: await canonicalAddresses(tx, line.members),
    senders: await canonicalAddresses(tx, line.senders),
  }),
  insert: insertGroups,
  entryOf,
}

/** All lines or none. `dryRun`: none, but every mistake that the import would find. */
export const importGroups = (actor: Actor, csv: string, { dryRun }: { dryRun: boolean }): Promise<Outcome<CsvReport>> =>
  importPointers(actor, csv, dryRun, lines)
