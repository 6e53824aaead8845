// One change to many domains, named or "all that match". Only enabling and disabling: a domain is deleted alone, because of what goes with it.

import type { BulkResult } from '#lib/addresses/view'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { type BulkTable, type Meant, measure, pickRows, recordedRows, writeEnabled } from '#lib/changes/bulk'
import { recordChange } from '#lib/changes/record'
import { Prisma } from '#lib/db/generated/client'
import { asOutcome, type Outcome } from '#lib/outcome'
import { requireValid } from '#lib/valid'
import { domainConditions, domainFrom, domainId } from './filter'
import { type BulkDomainInput, bulkDomainInput, domainSelection } from './schema'
import { domainEntry } from './update-domain'

type Picked = { id: string; name: string; enabled: boolean; hostId: string }

const table: BulkTable<Parameters<typeof domainConditions>[2]> = {
  from: domainFrom,
  id: domainId,
  columns: Prisma.sql`d.name, d.enabled, d."hostId"::text as "hostId"`,
  order: Prisma.sql`d.name`,
  together: Prisma.sql`d.name`,
  conditions: domainConditions,
}

/** What a bulk command would mean. */
export async function measureDomains(actor: Actor, selection: BulkDomainInput['selection'], someMax: number): Promise<Meant> {
  requirePermission(actor, 'domain.read')
  return measure(actor, table, requireValid(domainSelection, selection), someMax)
}

export function bulkChangeDomains(actor: Actor, input: BulkDomainInput): Promise<Outcome<BulkResult>> {
  return asOutcome(async () => {
    const { action, selection } = requireValid(bulkDomainInput, input)
    const enabled = action === 'enable'
    return recordChange(actor, 'domain.write', async (tx) => {
      const picked: Picked[] = await pickRows(actor, tx, table, selection)
      const changing = picked.filter((row) => row.enabled !== enabled)
      await writeEnabled(tx, 'Domain', changing, enabled)
      return recordedRows(
        picked,
        changing,
        (row) => ({ ...domainEntry(row), before: { enabled: !enabled }, after: { enabled } }),
        (row) => [row.name],
      )
    })
  })
}
