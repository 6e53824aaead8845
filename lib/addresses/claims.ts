// AddressClaim is the one unique key over mailboxes, aliases, groups and catch-alls: two things of one address cannot be saved, whoever
// comes first, also when both come at once (the second insert waits for the first transaction and then finds the row).
import type { Tx } from '#lib/db/client'
import type { RefusalCode } from '#lib/refusals'

export type ClaimKind = 'mailbox' | 'alias' | 'group'
export type Claim = { address: string; domainId: string; kind: ClaimKind; ownerId: string }
export type Taken = { wanted: Claim; held: ClaimKind }

/** Claims all that is free and gives back what was not, with what holds it. The caller refuses: then nothing stays claimed. */
export async function claimAddresses(tx: Tx, claims: readonly Claim[]): Promise<Taken[]> {
  // Sorted: two imports of the same addresses wait for each other in one order, and cannot deadlock.
  const sorted = claims.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  const won = await tx.$queryRaw<{ address: string }[]>`
    insert into "AddressClaim" (address, "domainId", kind, "ownerId")
    select address, "domainId", kind, "ownerId"
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as c(address text, "domainId" uuid, kind text, "ownerId" uuid)
    on conflict do nothing returning address`
  if (won.length === claims.length) return []
  const free = new Set(won.map((row) => row.address))
  const lost = sorted.filter((claim) => !free.has(claim.address))
  const holders = await tx.addressClaim.findMany({ where: { address: { in: lost.map((claim) => claim.address) } } })
  const kinds = new Map(holders.map((holder) => [holder.address, holder.kind as ClaimKind]))
  return lost.map((wanted) => ({ wanted, held: kinds.get(wanted.address) ?? wanted.kind }))
}

export async function releaseAddresses(tx: Tx, ownerIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`delete from "AddressClaim" where "ownerId" = any(${[...ownerIds]}::uuid[])`
}

export function takenCode({ wanted, held }: Taken): RefusalCode {
  if (wanted.address.startsWith('@')) return 'catch_all_exists'
  if (wanted.kind === held) return `${held}_exists`
  if (held === 'mailbox') return wanted.kind === 'alias' ? 'alias_shadows_mailbox' : 'group_shadows_mailbox'
  return held === 'alias' ? 'address_is_alias' : 'address_is_group'
}
