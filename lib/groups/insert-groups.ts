// Writes groups with their claims, members and senders, a statement each for any number: creation and import.
import { claimAddresses, type Taken } from '#lib/addresses/claims'
import type { Tx } from '#lib/db/client'
import { inParts } from '#lib/progress'
import type { GroupView } from './schema'

export type NewGroup = Pick<
  GroupView,
  'id' | 'localPart' | 'address' | 'name' | 'members' | 'whoMayPost' | 'senders' | 'enabled' | 'note'
> & {
  domainId: string
}

/** Gives back the addresses that were taken; the caller refuses then. Counters are the caller's. */
export async function insertGroups(tx: Tx, groups: readonly NewGroup[]): Promise<Taken[]> {
  // The claim decides who comes first, so it precedes the row, whose own key would end the transaction with an error.
  const taken = await claimAddresses(
    tx,
    groups.map(({ id, domainId, address }) => ({ address, domainId, kind: 'group', ownerId: id })),
  )
  if (taken.length === 0) await inParts('saving', groups, (part) => writeRows(tx, part))
  return taken
}

async function writeRows(tx: Tx, groups: readonly NewGroup[]): Promise<void> {
  const rows = JSON.stringify(groups)
  await tx.$executeRaw`
    insert into "Group" (id, "domainId", "localPart", address, name, enabled, "whoMayPost", note, "updatedAt")
    select id, "domainId", "localPart", address, name, enabled, "whoMayPost"::"WhoMayPost", note, now()
    from jsonb_to_recordset(${rows}::jsonb) as g(id uuid, "domainId" uuid, "localPart" text, address text, name text, enabled boolean, "whoMayPost" text, note text)`
  await tx.$executeRaw`
    insert into "GroupMember" ("groupId", address)
    select g.id, a from jsonb_to_recordset(${rows}::jsonb) as g(id uuid, members jsonb), jsonb_array_elements_text(g.members) a`
  await tx.$executeRaw`
    insert into "GroupSender" ("groupId", address)
    select g.id, a from jsonb_to_recordset(${rows}::jsonb) as g(id uuid, senders jsonb), jsonb_array_elements_text(g.senders) a`
}
