// Some things of a mailbox its person may do, and an administrator for them. One command serves both; this says by what right.
import 'server-only'
import { db } from '#lib/db/client'
import { AppError } from '#lib/errors'
import type { Actor } from './actor'
import { type Permission, requirePermission } from './permissions'
import { idFilter } from './scope'

/** To change it. Throws forbidden where a person names another mailbox than their own. */
export function mailboxWriter(actor: Actor, mailboxId: string): Permission {
  if (actor.kind !== 'mailbox') return 'mailbox.write'
  if (actor.id !== mailboxId) throw new AppError('forbidden', { subject: 'mailbox' })
  return 'own-mailbox.write'
}

/** With the host that it is on. Throws forbidden, and not_found for what is not the actor's to see. */
export async function mailboxFor(actor: Actor, mailboxId: string, permission?: Permission) {
  const own = actor.kind === 'mailbox'
  requirePermission(actor, permission ?? (own ? mailboxWriter(actor, mailboxId) : 'mailbox.read'))
  const where = { id: mailboxId, ...(own ? {} : { domainId: idFilter(actor) }) }
  const row = await db().mailbox.findUnique({ where, include: { domain: { include: { host: true } } } })
  if (!row) throw new AppError('not_found', { subject: mailboxId })
  return row
}
