// Writes aliases with their claims, a statement each for any number: creation, import and the addresses offered with a new domain.
import type { Tx } from '#lib/db/client'
import { inParts } from '#lib/progress'
import { claimAddresses, type Taken } from './claims'

export type NewAlias = {
  id: string
  domainId: string
  /** Empty for the catch-all. */
  localPart: string
  address: string
  enabled: boolean
  expiresAt: string | null
  note: string
  destinations: string[]
  /** The mailbox whose person makes it; absent: an administrator does. */
  ownerId?: string
  disposable?: boolean
}

/** Gives back the addresses that were taken; the caller refuses then, for the rest is written. Counters are the caller's. */
export async function insertAliases(tx: Tx, aliases: readonly NewAlias[]): Promise<Taken[]> {
  const taken = await claimAddresses(
    tx,
    aliases.map(({ id, domainId, address }) => ({ address, domainId, kind: 'alias', ownerId: id })),
  )
  if (taken.length === 0) await inParts('saving', aliases, (part) => writeRows(tx, part))
  return taken
}

async function writeRows(tx: Tx, aliases: readonly NewAlias[]): Promise<void> {
  const rows = JSON.stringify(aliases)
  await tx.$executeRaw`
    insert into "Alias" (id, "domainId", "localPart", address, enabled, "expiresAt", note, "ownerId", disposable, "updatedAt")
    select id, "domainId", "localPart", address, enabled, "expiresAt", note, "ownerId", coalesce(disposable, false), now()
    from jsonb_to_recordset(${rows}::jsonb) as a(id uuid, "domainId" uuid, "localPart" text, address text, enabled boolean, "expiresAt" timestamptz, note text,
      "ownerId" uuid, disposable boolean)`
  await tx.$executeRaw`
    insert into "AliasDestination" ("aliasId", destination)
    select a.id, d from jsonb_to_recordset(${rows}::jsonb) as a(id uuid, destinations jsonb), jsonb_array_elements_text(a.destinations) d`
}
