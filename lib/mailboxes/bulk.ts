// One change to many mailboxes, named or "all that match": one transaction, one entry each, a few statements in all. All or nothing.

import { addToManyCounters } from '#lib/addresses/counters'
import { findDomains } from '#lib/addresses/domain-here'
import { quotaRefusals } from '#lib/addresses/insert-mailboxes'
import { putAwayMailboxes } from '#lib/addresses/put-away'
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
import { mailboxConditions, mailboxFrom, mailboxId } from './filter'
import { type BulkMailboxInput, bulkMailboxInput, mailboxSelection } from './schema'

type Picked = { id: string; address: string; enabled: boolean; quotaBytes: bigint; domainId: string; domainName: string }

const table: BulkTable<Parameters<typeof mailboxConditions>[2]> = {
  from: mailboxFrom,
  id: mailboxId,
  columns: Prisma.sql`m.address, m.enabled, m."quotaBytes", m."domainId"::text as "domainId",
    (select d.name from "Domain" d where d.id = m."domainId") as "domainName"`,
  order: Prisma.sql`m.address`,
  together: Prisma.sql`m."domainId", m.address`,
  conditions: mailboxConditions,
}

/** What a bulk command would mean. */
export async function measureMailboxes(actor: Actor, selection: BulkMailboxInput['selection'], someMax: number): Promise<Meant> {
  requirePermission(actor, 'mailbox.read')
  return measure(actor, table, requireValid(mailboxSelection, selection), someMax)
}

export function bulkChangeMailboxes(actor: Actor, input: BulkMailboxInput): Promise<Outcome<BulkResult>> {
  return asOutcome(async () => {
    const wanted = requireValid(bulkMailboxInput, input)
    return recordChange(actor, 'mailbox.write', async (tx) => {
      const picked: Picked[] = await pickRows(actor, tx, table, wanted.selection)
      switch (wanted.action) {
        case 'enable':
        case 'disable':
          return setEnabled(tx, picked, wanted.action === 'enable')
        case 'quota':
          return setQuota(actor, tx, picked, wanted.quotaBytes)
        case 'delete':
          return remove(tx, picked)
      }
    })
  })
}

async function setEnabled(tx: Tx, picked: Picked[], enabled: boolean): Promise<Recorded<BulkResult>> {
  const changing = picked.filter((row) => row.enabled !== enabled)
  await writeEnabled(tx, 'Mailbox', changing, enabled)
  return recorded(picked, changing, () => ({ before: { enabled: !enabled }, after: { enabled } }))
}

async function setQuota(actor: Actor, tx: Tx, picked: Picked[], quotaBytes: number): Promise<Recorded<BulkResult>> {
  const changing = picked.filter((row) => Number(row.quotaBytes) !== quotaBytes)
  const byDomain = groupBy(changing, (row) => row.domainId)
  const domains = await findDomains(tx, [...new Set(changing.map((row) => row.domainName))])
  denyAll(domains.flatMap((domain) => quotaRefusals(domain, quotaBytes)))
  const growth = (rows: Picked[]) => ({
    quotaBytes: rows.reduce((sum, row) => sum + quotaBytes - Number(row.quotaBytes), 0),
    unlimited: quotaBytes === 0 ? rows.length : 0,
  })
  denyAll(await addToManyCounters(actor, tx, new Map([...byDomain].map(([domainId, rows]) => [domainId, growth(rows)]))))
  await inParts('saving', changing, async (part) => {
    await tx.$executeRaw`
      update "Mailbox" set "quotaBytes" = ${quotaBytes}::bigint, version = version + 1, "updatedAt" = now() where id = any(${idsOf(part)}::uuid[])`
  })
  return recorded(picked, changing, (row) => ({ before: { quotaBytes: Number(row.quotaBytes) }, after: { quotaBytes } }))
}

async function remove(tx: Tx, picked: Picked[]): Promise<Recorded<BulkResult>> {
  const { domains, alongDomains } = await putAwayMailboxes(tx, idsOf(picked))
  return {
    ...recorded(picked, picked, (row) => ({ before: { enabled: row.enabled, quotaBytes: Number(row.quotaBytes) } }), 'delete'),
    domains,
    alongDomains,
  }
}

const recorded = (picked: Picked[], changing: Picked[], change: (row: Picked) => object, verb = 'update') =>
  recordedRows(
    picked,
    changing,
    (row) => ({ ...entryOf(verb, row.id, row.address, row.domainName), ...change(row) }),
    (row) => [row.domainName],
  )
