// The domain that somebody names, if its reports are theirs to see.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'

/** By id or name. Throws forbidden, and not_found for what is another's. */
export async function requireDomain(actor: Actor, idOrName: string): Promise<{ id: string; name: string }> {
  requirePermission(actor, 'report.read')
  const where = isUuid(idOrName) ? { id: idOrName } : { name: idOrName.toLowerCase() }
  const row = await db().domain.findFirst({ where: { ...where, AND: { id: idFilter(actor) } }, select: { id: true, name: true } })
  if (!row) throw new AppError('not_found', { subject: idOrName.slice(0, 253) })
  return row
}
