// Who acts. Every command and query takes an Actor: there is no ambient user in lib.
import type { Role } from '#lib/db/generated/enums'
import type { Permission } from './permissions'

/** The domains that somebody may see and change at all; within them the permissions say what. Read anew with every actor. */
export type Scope = 'all' | { readonly ids: readonly string[]; readonly names: readonly string[] }

/** The address that the request came from; null or absent where none stands behind: in the worker, at the command line. */
type Requested = { clientAddress?: string | null }

/** Made by administrator-actor.ts alone. */
export type AdministratorActor = Requested & {
  kind: 'administrator'
  id: string
  name: string
  role: Role
  via: 'ui' | 'api' | 'cli' | 'csv'
  scope: Scope
  /** At most these of the role's permissions: a token that is narrower than its owner, a view that only looks. */
  permissions?: ReadonlySet<Permission>
  /** The owner who looks at the panel as this person and changes nothing in it. */
  viewedBy?: { id: string; name: string }
}
export type SystemActor = { kind: 'system'; name: string; via: 'system' }
/** The person of a mailbox, who acts on that one alone. `name` is its address. */
export type MailboxActor = Requested & { kind: 'mailbox'; id: string; name: string; via: 'me' }
export type Actor = AdministratorActor | MailboxActor | SystemActor

/** The worker and the local command line, which hold the database's own credentials already. */
export const systemActor = (name: string): SystemActor => ({ kind: 'system', name, via: 'system' })
