// Aliases as CSV: `address` (`@example.org` for the catch-all), `destinations` separated by spaces or commas, `enabled`, `expiresAt`, `note`.

import type * as z from 'zod'
import { canonicalAddresses } from '#lib/addresses/domain-here'
import { insertAliases } from '#lib/addresses/insert-aliases'
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
import { entryOf, expiryRefusals } from './commands'
import { aliasConditions, aliasFrom, aliasId } from './filter'
import { type AliasFilter, type AliasView, aliasFilter, createAliasInput } from './schema'
import { aliasInclude, aliasViewOf } from './view'

const columns: Record<string, (row: AliasView) => string | boolean | null | string[]> = {
  address: (row) => row.address,
  destinations: (row) => row.destinations,
  enabled: (row) => row.enabled,
  expiresAt: (row) => row.expiresAt,
  note: (row) => row.note,
}
export const aliasCsvColumns = { required: ['address', 'destinations'], optional: ['enabled', 'expiresAt', 'note'] } as const

export async function* exportAliases(actor: Actor, filter: AliasFilter = {}): AsyncGenerator<string> {
  requirePermission(actor, 'alias.read')
  const where = everyCondition(await aliasConditions(actor, db(), requireValid(aliasFilter, filter)))
  const sort = { name: 'address', expression: Prisma.sql`a.address`, cast: 'text', unique: true } as const
  const list: List = { from: aliasFrom, id: aliasId, where, sort, descending: false }
  async function* parts() {
    for await (const ids of idsInParts(db(), list)) {
      yield (await db().alias.findMany({ where: { id: { in: ids } }, include: aliasInclude, orderBy: { address: 'asc' } })).map((row) =>
        aliasViewOf({ ...row, owner: null }),
      )
    }
  }
  yield* writeCsv(columns, parts())
}

const lines: PointerImport<z.output<typeof createAliasInput>> = {
  permission: 'alias.write',
  counter: 'aliases',
  columns: aliasCsvColumns,
  points: 'destinations',
  schema: createAliasInput,
  refusalsOf: (line) => expiryRefusals(line.expiresAt),
  canonical: async (tx, line) => ({ ...line, destinations: await canonicalAddresses(tx, line.destinations) }),
  insert: insertAliases,
  entryOf,
}

/** All lines or none. `dryRun`: none, but every mistake that the import would find. */
export const importAliases = (actor: Actor, csv: string, { dryRun }: { dryRun: boolean }): Promise<Outcome<CsvReport>> =>
  importPointers(actor, csv, dryRun, lines)
