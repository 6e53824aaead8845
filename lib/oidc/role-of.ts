import type { Role } from '#lib/db/generated/enums'
import type { ProviderSettings } from './schema'

/** Whether the provider decides on roles; otherwise they are given here. */
export const decidesRoles = (settings: ProviderSettings): boolean =>
  [settings.ownerGroups, settings.adminGroups, settings.domainAdminGroups, settings.auditorGroups].some((groups) => groups.length > 0)

/** The highest that any group gives; null: none, and none by default. */
export function roleOf(settings: ProviderSettings, groups: readonly string[] | null): Role | null {
  const has = (wanted: readonly string[]) => wanted.some((group) => groups?.includes(group))
  if (has(settings.ownerGroups)) return 'owner'
  if (has(settings.adminGroups)) return 'admin'
  if (has(settings.domainAdminGroups)) return 'domain_admin'
  if (has(settings.auditorGroups)) return 'auditor'
  return settings.otherwise === 'refuse' ? null : settings.otherwise
}

/** Names of the domains that the groups give. */
export const domainsOf = (settings: ProviderSettings, groups: readonly string[] | null): string[] => [
  ...new Set(settings.groupDomains.filter(({ group }) => groups?.includes(group)).flatMap(({ domains }) => domains)),
]
