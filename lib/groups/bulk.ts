// One change to many groups, named or "all that match": one transaction, one entry each. All or nothing.

import { releaseAddresses } from '#lib/addresses/claims'
import { addToManyCounters } from '#lib/addresses/counters'
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
import { denyAll } from '#lib/refusals'
import { requireValid } from '#lib/valid'
import { entryOf } from './commands'
import { groupConditions, groupFrom, groupId } from './filter'
import { type BulkGroupInput, bulkGroupInput, groupSelection } from './schema'

type Picked = { id: string; address: string; enabled: boolean; whoMayPost: string; domainId: string; domainName: string }

const table: BulkTable<Parameters<typeof groupConditions>[2]> = {
  from: groupFrom,
  id: groupId,
  columns: Prisma.sql`g.address, g.enabled, g."whoMayPost"::text as "whoMayPost", g."domainId"::text as "domainId",
    (select d.name from "Domain" d where d.id = g."domainId") as "domainName"`,
  order: Prisma.sql`g.address`,
  together: Prisma.sql`g."domainId", g.address`,
  conditions: groupConditions,
}

/** What a bulk command would mean. */
export async function measureGroups(actor: Actor, selection: BulkGroupInput['selection'], someMax: number): Promise<Meant> {
  requirePermission(actor, 'group.read')
  return measure(actor, table, requireValid(groupSelection, selection), someMax)
}

export function bulkChangeGroups(actor: Actor, input: BulkGroupInput): Promise<Outcome<BulkResult>> {
  return asOutcome(async () => {
    const { action, selection } = requireValid(bulkGroupInput, input)
    return recordChange(actor, 'group.write', async (tx) => {
      const picked: Picked[] = await pickRows(actor, tx, table, selection)
      return action === 'delete' ? remove(actor, tx, picked) : setEnabled(tx, picked, action === 'enable')
    })
  })
}

async function setEnabled(tx: Tx, picked: Picked[], enabled: boolean): Promise<Recorded<BulkResult>> {
  const changing = picked.filter((row) => row.enabled !== enabled)
  await writeEnabled(tx, 'Group', changing, enabled)
  return recorded(picked, changing, 'update', () => ({ before: { enabled: !enabled }, after: { enabled } }))
}

async function remove(actor: Actor, tx: Tx, picked: Picked[]): Promise<Recorded<BulkResult>> {
  const ids = idsOf(picked)
  const people = await peopleOf(tx, ids)
  const deltas = new Map([...groupBy(picked, (row) => row.domainId)].map(([domainId, rows]) => [domainId, { groups: -rows.length }]))
  denyAll(await addToManyCounters(actor, tx, deltas))
  await inParts('saving', ids, async (part) => {
    await releaseAddresses(tx, part)
    await tx.$executeRaw`delete from "Group" where id = any(${[...part]}::uuid[])`
  })
  return recorded(picked, picked, 'delete', ({ id, whoMayPost, enabled }) => ({ before: { ...people.get(id), whoMayPost, enabled } }))
}

/** Who was in them goes into the audit: nothing else keeps it. */
async function peopleOf(tx: Tx, ids: readonly string[]): Promise<Map<string, { members: string[]; senders: string[] }>> {
  const rows = await tx.$queryRaw<{ id: string; members: string[]; senders: string[] }[]>`
    select u.id::text as id,
      array(select m.address from "GroupMember" m where m."groupId" = u.id order by 1) as members,
      array(select s.address from "GroupSender" s where s."groupId" = u.id order by 1) as senders
    from unnest(${[...ids]}::uuid[]) u(id)`
  return new Map(rows.map(({ id, members, senders }) => [id, { members, senders }]))
}

const recorded = (picked: Picked[], changing: Picked[], verb: string, change: (row: Picked) => object) =>
  recordedRows(
    picked,
    changing,
    (row) => ({ ...entryOf(verb, row.id, row.address, row.domainName), ...change(row) }),
    (row) => [row.domainName],
  )
