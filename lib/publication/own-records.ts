// What this panel has put into a zone: kept when the zone has taken it, and forgotten when it is gone. A record that is not here is somebody else's.
import type { Tx } from '#lib/db/client'
import { db } from '#lib/db/client'
import { uuid7 } from '#lib/db/uuid7'
import type { PublishedType } from '#lib/dns/update/record-data'
import type { Own, PlanLine } from './plan'

export async function ownRecords(zoneId: string, where: { domainName: string } | { name: string; type: PublishedType }): Promise<Own[]> {
  const rows = await db().publishedRecord.findMany({ where: { zoneId, ...where }, orderBy: { id: 'asc' } })
  return rows.map(({ name, type, value }) => ({ name, type: type as PublishedType, value }))
}

export async function keepRecords(
  tx: Tx,
  { zoneId, domainName, by }: { zoneId: string; domainName: string; by: string },
  lines: readonly Pick<PlanLine, 'action' | 'name' | 'type' | 'value'>[],
): Promise<void> {
  for (const { action, name, type, value } of lines) {
    if (action === 'remove' || action === 'lost') await tx.publishedRecord.deleteMany({ where: { zoneId, name, type, value } })
    if (action !== 'add') continue
    const known = { zoneId, name, type, value }
    await tx.publishedRecord.upsert({
      where: { zoneId_name_type_value: known },
      create: { id: uuid7(), ...known, domainName, publishedBy: by },
      update: { publishedAt: new Date(), publishedBy: by },
    })
  }
}
