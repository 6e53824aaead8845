// Some things of a mailbox its person may do, and an administrator for them. One command serves both; this says by what right.
import { AppError } from '#lib/errors'
import type { Actor } from './actor'
import { type Permission, requirePermission } from './permissions'

/** To change it. Throws forbidden where a person names another mailbox than their own. */
export function mailboxWriter(actor: Actor, mailboxId: string): Permission {
  if (actor.kind !== 'mailbox') return 'mailbox.write'
  if (actor.id !== mailboxId) throw new AppError('forbidden', { subject: 'mailbox' })
  return 'own-mailbox.write'
}

/** To look at it. */
export function requireMailboxReader(actor: Actor, mailboxId: string): void {
  requirePermission(actor, actor.kind === 'mailbox' ? mailboxWriter(actor, mailboxId) : 'mailbox.read')
}
