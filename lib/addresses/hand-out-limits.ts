// What a domain administrator may hand out: mailboxes and quota over all domains that are given to them. All that is there counts, whoever
// made it, so the limit says how large these domains may become by this person's hand; others with a right to them are not held by it.
import type { Actor } from '#lib/auth/actor'
import type { Tx } from '#lib/db/client'
import type { Refusal } from '#lib/outcome'
import { refusal } from '#lib/refusals'

type Growth = { mailboxes: number; quotaBytes: number; unlimited: number }
type Limits = { mailboxesMax: number | null; quotaMaxBytes: bigint | null }

/** To be asked when the counters have the change already. The lock makes two changes of one person take turns. */
export async function handOutRefusals(actor: Actor, tx: Tx, deltas: readonly Growth[]): Promise<Refusal[]> {
  if (actor.kind !== 'administrator' || actor.role !== 'domain_admin') return []
  const sumOf = (of: keyof Growth) => deltas.reduce((sum, delta) => sum + delta[of], 0)
  const grown = { mailboxes: sumOf('mailboxes'), quotaBytes: sumOf('quotaBytes'), unlimited: sumOf('unlimited') }
  if (Object.values(grown).every((change) => change <= 0)) return []
  const [limits] = await tx.$queryRaw<Limits[]>`
    select "mailboxesMax", "quotaMaxBytes" from "Administrator" where id = ${actor.id}::uuid for update`
  if (!limits || (limits.mailboxesMax === null && limits.quotaMaxBytes === null)) return []
  const [there] = await tx.$queryRaw<{ mailboxes: bigint; bytes: bigint }[]>`
    select coalesce(sum(d."mailboxCount"), 0)::bigint as mailboxes, coalesce(sum(d."quotaSumBytes"), 0)::bigint as bytes
    from "DomainGrant" g join "Domain" d on d.id = g."domainId" where g."administratorId" = ${actor.id}::uuid`
  return there ? over(limits, there, grown) : []
}

function over({ mailboxesMax, quotaMaxBytes }: Limits, there: { mailboxes: bigint; bytes: bigint }, grown: Growth): Refusal[] {
  const refusals: Refusal[] = []
  if (grown.mailboxes > 0 && mailboxesMax !== null && there.mailboxes > mailboxesMax) {
    refusals.push(refusal('own_mailboxes_limit', null, { limit: mailboxesMax }))
  }
  if (grown.unlimited > 0 && quotaMaxBytes !== null) refusals.push(refusal('own_quota_unlimited', 'quotaBytes'))
  if (grown.quotaBytes > 0 && quotaMaxBytes !== null && there.bytes > quotaMaxBytes) {
    refusals.push(refusal('own_quota_limit', 'quotaBytes', { limitBytes: Number(quotaMaxBytes) }))
  }
  return refusals
}
