// The domain or host that somebody names, if it is theirs to see.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { Subject } from './subject'

export type NamedSubject = Subject & { name: string }

/** By id or name. Throws forbidden, and not_found for what is another's. */
export async function requireSubject(
  actor: Actor,
  kind: Subject['kind'],
  idOrName: string,
  permissions: Record<Subject['kind'], Permission>,
): Promise<NamedSubject> {
  requirePermission(actor, permissions[kind])
  const select = { id: true, name: true } as const
  const row =
    kind === 'domain'
      ? await db().domain.findUnique({ where: { ...named(idOrName.toLowerCase()), AND: { id: idFilter(actor) } }, select })
      : await db().host.findUnique({ where: named(idOrName), select })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 253) })
  return { kind, ...row }
}

const named = (idOrName: string) => (isUuid(idOrName) ? { id: idOrName } : { name: idOrName })

export const toRead = { domain: 'domain.read', host: 'host.read' } as const
/** Asking changes nothing of anybody's; it is done to the world at large, and so not by those who only look. */
export const toAsk = { domain: 'change.apply', host: 'host.apply' } as const
export const toAccept = { domain: 'domain.write', host: 'host.write' } as const
