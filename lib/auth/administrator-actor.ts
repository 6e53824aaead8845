// The one place where an administrator becomes an actor: with the role and the grants of this moment, so that what was taken away is gone
// with the next request, of a session, a token or a task.
import 'server-only'
import { db } from '#lib/db/client'
import type { Role } from '#lib/db/generated/enums'
import type { AdministratorActor, Scope } from './actor'
import type { Permission } from './permissions'

/** What an actor is held to beside role and grants; null: no further. */
export type Narrowing = { permissions: ReadonlySet<Permission> | null; domainIds: readonly string[] | null }

export async function administratorActor(
  { id, name, role }: { id: string; name: string; role: Role },
  via: AdministratorActor['via'],
  narrowing: Narrowing = { permissions: null, domainIds: null },
): Promise<AdministratorActor> {
  const scope = await scopeOf(id, role, narrowing.domainIds)
  return { kind: 'administrator', id, name, role, via, scope, ...(narrowing.permissions && { permissions: narrowing.permissions }) }
}

/** An alias domain comes with the domain that it mirrors: it has nothing of its own that could be given. */
async function scopeOf(administratorId: string, role: Role, domainIds: readonly string[] | null): Promise<Scope> {
  if (role !== 'domain_admin' && domainIds === null) return 'all'
  const rows = await db().$queryRaw<{ id: string; name: string }[]>`
    select d.id::text as id, d.name from "Domain" d
    where (${role !== 'domain_admin'} or exists (
        select 1 from "DomainGrant" g where g."administratorId" = ${administratorId}::uuid and g."domainId" = coalesce(d."targetId", d.id)))
      and (${domainIds === null} or coalesce(d."targetId", d.id) = any(${[...(domainIds ?? [])]}::uuid[]))
    order by d.name`
  return { ids: rows.map((row) => row.id), names: rows.map((row) => row.name) }
}
