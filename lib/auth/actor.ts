// Who acts. Every command and query takes an Actor: there is no ambient user in lib.
import type { Role } from '#lib/db/generated/enums'

export type AdministratorActor = { kind: 'administrator'; id: string; name: string; role: Role; via: 'ui' | 'api' | 'cli' | 'csv' }
export type SystemActor = { kind: 'system'; name: string; via: 'system' }
/** The person of a mailbox, who acts on that one alone. `name` is its address. */
export type MailboxActor = { kind: 'mailbox'; id: string; name: string; via: 'me' }
export type Actor = AdministratorActor | MailboxActor | SystemActor

/** The worker and the local command line, which hold the database's own credentials already. */
export const systemActor = (name: string): SystemActor => ({ kind: 'system', name, via: 'system' })
