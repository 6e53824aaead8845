// A host as its certificates need to know it.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { isUuid } from '#lib/changes/edit'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'
import { operations } from '#lib/protocol/operations'

export type CertificateHost = { id: string; name: string; address: string; hostName: string; ports: number[] }
type Row = { id: string; name: string; address: string; facts: unknown }

/** By id or name. Throws forbidden and not_found. */
export async function requireHost(actor: Actor, permission: Permission, idOrName: string): Promise<CertificateHost> {
  requirePermission(actor, permission)
  const row = await db().host.findUnique({ where: isUuid(idOrName) ? { id: idOrName } : { name: idOrName } })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 80) })
  return certificateHostOf(row)
}

export function certificateHostOf({ id, name, address, facts }: Row): CertificateHost {
  const hello = operations.hello.output.safeParse(told(facts, 'hello')).data
  const status = operations.status.output.safeParse(told(facts, 'status')).data
  return { id, name, address, hostName: (hello?.hostname ?? address).toLowerCase(), ports: status?.ports ?? [] }
}

const told = (facts: unknown, key: string): unknown => (typeof facts === 'object' && facts !== null ? Reflect.get(facts, key) : undefined)

/** Of two who change the certificates of a host the second sees what the first did. Gives the version that it had. */
export async function lockDuty(tx: Tx, hostId: string): Promise<number> {
  await tx.$executeRaw`insert into "CertificateDuty" ("hostId") values (${hostId}::uuid) on conflict do nothing`
  const [row] = await tx.$queryRaw<{ version: number }[]>`select version from "CertificateDuty" where "hostId" = ${hostId}::uuid for update`
  if (!row) throw new AppError('not_found', { subject: hostId })
  return row.version
}

export const certificateKeyOwner = (id: string): string => `certificate:${id}`
export const accountOwner = (hostId: string): string => `acme-account:${hostId}`
export const externalOwner = (hostId: string): string => `acme-external:${hostId}`

/** Everything that is due for the certificates of one host is done by one job at a time. */
export async function queueDuty(tx: Pick<Tx, '$executeRaw'>, hostId: string): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job('look-after-certificates', json_build_object('hostId', ${hostId}::text),
      queue_name => ${`certificates:${hostId}`}::text, job_key => ${`certificates:${hostId}`}::text, max_attempts => 1)`
}
