// Who acts. Every command and query takes an Actor: there is no ambient user in lib.
import type { Role } from '#lib/db/generated/enums'

export type AdministratorActor = { kind: 'administrator'; id: string; name: string; role: Role; via: 'ui' | 'api' | 'cli' | 'csv' }
export type SystemActor = { kind: 'system'; name: string; via: 'system' }
export type Actor = AdministratorActor | SystemActor

/** The worker and the local command line, which hold the database's own credentials already. */
export const systemActor = (name: string): SystemActor => ({ kind: 'system', name, via: 'system' })
