// The domain that an address belongs to, as commands need it: only a hosted domain holds mailboxes, aliases and groups.
import type { Actor } from '#lib/auth/actor'
import { inScope } from '#lib/auth/scope'
import type { Tx } from '#lib/db/client'
import { deny } from '#lib/refusals'
import { domainOf } from './parse-address'

const select = {
  id: true,
  name: true,
  kind: true,
  enabled: true,
  hostId: true,
  defaultQuotaBytes: true,
  largestQuotaBytes: true,
  totalQuotaBytes: true,
} as const

export type DomainHere = Awaited<ReturnType<typeof findDomains>>[number]

export const findDomains = (tx: Tx, names: readonly string[]) => tx.domain.findMany({ where: { name: { in: [...names] } }, select })

/** Those of them that are the actor's. */
export const findOwnDomains = (actor: Actor, tx: Tx, names: readonly string[]) =>
  findDomains(
    tx,
    names.filter((name) => inScope(actor, { name })),
  )

/** One that is not the actor's is as unknown as one that is not here. */
export async function requireHostedDomain(actor: Actor, tx: Tx, address: string, field: string | null = 'address'): Promise<DomainHere> {
  const name = domainOf(address)
  const [domain] = await findOwnDomains(actor, tx, [name])
  if (!domain) return deny('domain_unknown', field, { domain: name })
  if (domain.kind !== 'hosted') deny('domain_not_hosted', field, { domain: name })
  return domain
}

/** Local parts of domains that are here are lower case; a destination written `Info@` would otherwise be counted as unknown. */
export async function canonicalAddresses(tx: Tx, addresses: readonly string[]): Promise<string[]> {
  const upper = addresses.filter((address) => address !== address.toLowerCase())
  if (upper.length === 0) return [...addresses]
  const here = new Set((await findDomains(tx, [...new Set(upper.map(domainOf))])).map((domain) => domain.name))
  return [...new Set(addresses.map((address) => (here.has(domainOf(address)) ? address.toLowerCase() : address)))]
}
