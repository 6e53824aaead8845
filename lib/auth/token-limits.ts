// What a token is held to beside the role and the grants that its administrator has at this moment.
import type { Narrowing } from './administrator-actor'
import { type Permission, permissions, rolePermissions } from './permissions'

/** read: all that is for reading · everything: whatever its administrator may · chosen: what is listed. */
export const tokenAccesses = ['read', 'chosen', 'everything'] as const
export type TokenAccess = (typeof tokenAccesses)[number]

export type TokenLimits = {
  access: string
  permissions: readonly string[]
  /** Ids; null: all of its administrator's. */
  domainIds: readonly string[] | null
}

/** What a token can be given at all. */
export const grantable = permissions.filter((permission) => permission !== 'own-mailbox.write')
/** What means something within domains: a token that is held to domains has no say in people, hosts and settings. */
const withinDomains = rolePermissions('domain_admin')

export function tokenPermissions({ access, permissions: chosen, domainIds }: TokenLimits): ReadonlySet<Permission> {
  const given =
    access === 'everything'
      ? grantable
      : grantable.filter((permission) => (access === 'chosen' ? chosen.includes(permission) : permission.endsWith('.read')))
  return new Set(domainIds === null ? given : given.filter((permission) => withinDomains.has(permission) && permission !== 'account.write'))
}

export const narrowingOfToken = (limits: TokenLimits): Narrowing => ({
  permissions: limits.access === 'everything' && limits.domainIds === null ? null : tokenPermissions(limits),
  domainIds: limits.domainIds,
})
