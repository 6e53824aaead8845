import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { requirePermission } from '#lib/auth/permissions'
import { idFilter } from '#lib/auth/scope'
import { isUuid } from '#lib/changes/edit'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { DkimKeyView } from './schema'
import { viewOf } from './view'

/** Newest first. Throws not_found for a domain that is not the actor's to see. */
export async function listDkimKeys(actor: Actor, domainId: string): Promise<DkimKeyView[]> {
  requirePermission(actor, 'dkim.read')
  const domain = isUuid(domainId)
    ? await db().domain.findFirst({
        where: { AND: [{ id: domainId }, { id: idFilter(actor) }] },
        include: { dkimKeys: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] } },
      })
    : null
  if (!domain) throw new AppError('not_found', { subject: domainId.slice(0, 80) })
  const now = new Date()
  return domain.dkimKeys.map((row) => viewOf(row, domain.name, now))
}
