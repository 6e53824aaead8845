// The domains that are given to a domain administrator, and what is refused about them.
import type { Actor } from '#lib/auth/actor'
import type { Tx } from '#lib/db/client'
import type { Refusal } from '#lib/outcome'
import { denyAll, refusal } from '#lib/refusals'
import type { GivenRole } from './schema'

/** What every other role has of them. */
export const noGrants = { domains: [], mailboxesMax: null, quotaMaxBytes: null }

type Wanted = { domains?: readonly string[]; mailboxesMax?: number | null; quotaMaxBytes?: number | null }

export function grantRefusals(role: GivenRole, { domains = [], mailboxesMax = null, quotaMaxBytes = null }: Wanted): Refusal[] {
  if (role === 'domain_admin') return []
  return [
    ...(domains.length > 0 ? [refusal('grants_not_domain_admin', 'domains')] : []),
    ...(mailboxesMax !== null ? [refusal('limits_not_domain_admin', 'mailboxesMax')] : []),
    ...(quotaMaxBytes !== null ? [refusal('limits_not_domain_admin', 'quotaMaxBytes')] : []),
  ]
}

/** Replaces the list; what stays keeps who gave it, and when. An alias domain comes with the one that it mirrors. */
export async function writeGrants(tx: Tx, actor: Actor, administratorId: string, names: readonly string[]): Promise<void> {
  const domains = await tx.domain.findMany({ where: { name: { in: [...names] } }, select: { id: true, name: true, kind: true } })
  const byName = new Map(domains.map((domain) => [domain.name, domain]))
  denyAll(
    names.flatMap((name) => {
      const domain = byName.get(name)
      if (!domain) return refusal('domain_unknown', 'domains', { domain: name })
      return domain.kind === 'alias' ? refusal('grant_of_alias_domain', 'domains', { domain: name }) : []
    }),
  )
  const ids = domains.map(({ id }) => id)
  await tx.domainGrant.deleteMany({ where: { administratorId, domainId: { notIn: ids } } })
  await tx.domainGrant.createMany({
    data: ids.map((domainId) => ({ administratorId, domainId, grantedBy: actor.name })),
    skipDuplicates: true,
  })
}
