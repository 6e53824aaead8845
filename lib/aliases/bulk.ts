// One change to many aliases, named or "all that match": one transaction, one entry each. All or nothing.

import { releaseAddresses } from '#lib/addresses/claims'
import { addToManyCounters } from '#lib/addresses/counters'
import { retireOwnAliases } from '#lib/addresses/own-aliases'
import type { BulkResult } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { type BulkTable, idsOf, type Meant, measure, pickRows, recordedRows, writeEnabled } from '#lib/changes/bulk'
import { type Recorded, recordChange } from '#lib/changes/record'
import type { Tx } from '#lib/db/client'
import { Prisma } from '#lib/db/generated/client'
import { groupBy } from '#lib/group-by'
import { asOutcome, type Outcome } from '#lib/outcome'
import { inParts } from '#lib/progress'
import { denyAll, refusal } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { entryOf } from './commands'
import { aliasConditions, aliasFrom, aliasId } from './filter'
import { aliasSelection, type BulkAliasInput, bulkAliasInput } from './schema'

type Picked = { id: string; address: string; enabled: boolean; expired: boolean; domainId: string; domainName: string }

const table: BulkTable<Parameters<typeof aliasConditions>[2]> = {
  from: aliasFrom,
  id: aliasId,
  columns: Prisma.sql`a.address, a.enabled, coalesce(a."expiresAt" <= now(), false) as expired, a."domainId"::text as "domainId",
    (select d.name from "Domain" d where d.id = a."domainId") as "domainName"`,
  order: Prisma.sql`a.address`,
  together: Prisma.sql`a."domainId", a.address`,
  conditions: aliasConditions,
}

/** What a bulk command would mean. */
export async function measureAliases(actor: Actor, selection: BulkAliasInput['selection'], someMax: number): Promise<Meant> {
  requirePermission(actor, 'alias.read')
  return measure(actor, table, requireValid(aliasSelection, selection), someMax)
}

export function bulkChangeAliases(actor: Actor, input: BulkAliasInput): Promise<Outcome<BulkResult>> {
  return asOutcome(async () => {
    const { action, selection } = requireValid(bulkAliasInput, input)
    return recordChange(actor, 'alias.write', async (tx) => {
      const picked: Picked[] = await pickRows(actor, tx, table, selection)
      return action === 'delete' ? remove(actor, tx, picked) : setEnabled(tx, picked, action === 'enable')
    })
  })
}

async function setEnabled(tx: Tx, picked: Picked[], enabled: boolean): Promise<Recorded<BulkResult>> {
  const changing = picked.filter((row) => row.enabled !== enabled)
  if (enabled)
    denyAll(
      changing
        .filter((row) => row.expired)
        .slice(0, 20)
        .map((row) => refusal('alias_expired', 'selection', { address: row.address })),
    )
  await writeEnabled(tx, 'Alias', changing, enabled)
  return recorded(picked, changing, 'update', () => ({ before: { enabled: !enabled }, after: { enabled } }))
}

async function remove(actor: Actor, tx: Tx, picked: Picked[]): Promise<Recorded<BulkResult>> {
  const ids = idsOf(picked)
  const destinations = await destinationsOf(tx, ids)
  const deltas = new Map([...groupBy(picked, (row) => row.domainId)].map(([domainId, rows]) => [domainId, { aliases: -rows.length }]))
  denyAll(await addToManyCounters(actor, tx, deltas))
  await inParts('saving', ids, async (part) => {
    await retireOwnAliases(tx, part)
    await releaseAddresses(tx, part)
    await tx.$executeRaw`delete from "Alias" where id = any(${[...part]}::uuid[])`
  })
  return recorded(picked, picked, 'delete', ({ id, enabled }) => ({ before: { destinations: destinations.get(id), enabled } }))
}

/** Where they pointed goes into the audit: nothing else keeps it. */
async function destinationsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.$queryRaw<{ id: string; destinations: string[] }[]>`
    select "aliasId"::text as id, array_agg(destination order by destination) as destinations
    from "AliasDestination" where "aliasId" = any(${[...ids]}::uuid[]) group by "aliasId"`
  return new Map(rows.map(({ id, destinations }) => [id, destinations]))
}

const recorded = (picked: Picked[], changing: Picked[], verb: string, change: (row: Picked) => object) =>
  recordedRows(
    picked,
    changing,
    (row) => ({ ...entryOf(verb, row.id, row.address, row.domainName), ...change(row) }),
    (row) => [row.domainName],
  )
