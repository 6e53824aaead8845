// Who stands above whom. Nobody manages who is their equal or above them, with one exception: owners are equals who manage each other, since
// nobody else could; the last one who can sign in stays (lib/people/commands).
import type { Role } from '#lib/db/generated/enums'
import { AppError } from '#lib/errors'
import type { Actor } from './actor'
import { may } from './permissions'

/** A domain administrator and an auditor manage nobody. */
const rank: Record<Role, number> = { owner: 2, admin: 1, domain_admin: 0, auditor: 0 }

export function manages(actor: Actor, role: Role): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'administrator' || !may(actor, 'people.write')) return false
  return actor.role === 'owner' || rank[actor.role] > rank[role]
}

/** Of the roles, in the order in which people are offered them. */
export const managedRoles = (actor: Actor): Role[] =>
  (['domain_admin', 'admin', 'auditor', 'owner'] as const).filter((role) => manages(actor, role))

/** Throws forbidden. */
export function requireManages(actor: Actor, role: Role): void {
  if (!manages(actor, role)) throw new AppError('forbidden', { subject: role })
}
