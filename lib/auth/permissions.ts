// The role table. What is not in it is refused. Which domains a permission holds for is lib/auth/scope.ts; docs/roles.md has the table in words.
import type { Role } from '#lib/db/generated/enums'
import { AppError } from '#lib/errors'
import type { Actor } from './actor'

export const permissions = [
  'domain.read',
  'domain.write',
  'mailbox.read',
  'mailbox.write',
  'alias.read',
  'alias.write',
  'group.read',
  'group.write',
  'send-as.read',
  'send-as.write',
  'archive.read',
  'archive.write',
  'dkim.read',
  'dkim.write',
  /** Private keys leave the panel. */
  'dkim.export',
  'report.read',
  /** Reports are taken. */
  'report.write',
  'host.read',
  'host.write',
  /** What concerns all domains of a host at once: roll back, resume, try at once. */
  'host.apply',
  /** Stories of messages, and what is counted of them. */
  'message.read',
  /** Everything about a person goes out of them, for good. */
  'message.write',
  /** Lines of the hosts' logs, of all domains together. */
  'log.read',
  'change.read',
  'change.apply',
  'audit.read',
  /** The proof of the whole chain. */
  'audit.verify',
  'sign-in.read',
  'queue.read',
  'queue.write',
  /** The text of a message that waits in a queue. */
  'queue.open',
  'people.read',
  'people.write',
  'token.write',
  /** One's own name, language, password and sessions. */
  'account.write',
  'settings.read',
  'settings.write',
  /** The mailbox that one is signed in with: its password, recovery address, language and sessions. */
  'own-mailbox.write',
] as const
export type Permission = (typeof permissions)[number]

export const readable: readonly Permission[] = permissions.filter((permission) => permission.endsWith('.read'))
/** Of people an admin manages those below (lib/auth/hierarchy.ts). */
const beyondAdmin: readonly Permission[] = ['host.write', 'settings.write', 'dkim.export', 'message.write']
const ofMailboxes: readonly Permission[] = ['own-mailbox.write']
const ofAdministrators = permissions.filter((permission) => !ofMailboxes.includes(permission))

const table: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(ofAdministrators),
  admin: new Set(ofAdministrators.filter((permission) => !beyondAdmin.includes(permission))),
  auditor: new Set([...readable, 'audit.verify', 'account.write']),
  domain_admin: new Set([
    'domain.read',
    'mailbox.read',
    'mailbox.write',
    'alias.read',
    'alias.write',
    'group.read',
    'group.write',
    'send-as.read',
    'send-as.write',
    'archive.read',
    'archive.write',
    'dkim.read',
    'dkim.write',
    'message.read',
    'report.read',
    'report.write',
    'queue.read',
    'queue.write',
    'queue.open',
    'change.read',
    'change.apply',
    'audit.read',
    'token.write',
    'account.write',
  ]),
}

export const rolePermissions = (role: Role): ReadonlySet<Permission> => table[role]

export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'mailbox') return ofMailboxes.includes(permission)
  if (actor.kind === 'system') return true
  // Whoever is held to some domains can do no more in them than those whose role is that.
  const roles: Role[] = actor.scope === 'all' ? [actor.role] : [actor.role, 'domain_admin']
  return roles.every((role) => table[role]?.has(permission)) && (actor.permissions?.has(permission) ?? true)
}

export function requirePermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return
  const narrowed = actor.kind === 'administrator' && ['api', 'cli'].includes(actor.via) && table[actor.role].has(permission)
  throw new AppError(narrowed ? 'token_scope' : 'forbidden', { subject: permission })
}
