// Whose rules these are to change: the person of the mailbox, or an administrator who may write mailboxes. For the audit both read alike.
import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { type Permission, requirePermission } from '#lib/auth/permissions'
import { requireInScope } from '#lib/auth/scope'
import { isUuid, lockOwnMailbox, lockRowOf } from '#lib/changes/edit'
import type { ChangeEntry } from '#lib/changes/record'
import { db, type Tx } from '#lib/db/client'
import { AppError } from '#lib/errors'

/** A person's own mailbox alone. Throws not_found for another one, as if it were not there. */
export function writing(actor: Actor, mailboxId: string): Permission {
  if (actor.kind !== 'mailbox') return 'mailbox.write'
  if (actor.id !== mailboxId) throw new AppError('not_found', { subject: mailboxId.slice(0, 40) })
  return 'own-mailbox.write'
}

/** Locks it until the transaction ends. What is not the actor's to see is not there. */
export const lockMailbox = (actor: Actor, tx: Tx, mailboxId: string): Promise<number> =>
  actor.kind === 'mailbox' ? lockOwnMailbox(tx, actor) : lockRowOf(actor, tx, 'Mailbox', mailboxId)

const include = {
  domain: { include: { host: true } },
  rules: true,
  forwards: true,
  forwardTargets: { orderBy: { askedAt: 'asc' } },
} as const

export async function mailboxWithRules(mailboxId: string, tx: Pick<Tx, 'mailbox'> = db()) {
  const row = isUuid(mailboxId) ? await tx.mailbox.findUnique({ where: { id: mailboxId }, include }) : null
  if (!row) throw new AppError('not_found', { subject: mailboxId.slice(0, 40) })
  return row
}
export type MailboxWithRules = Awaited<ReturnType<typeof mailboxWithRules>>

/** For whoever may read it; not_found for whoever may not see it. */
export async function readMailbox(actor: Actor, mailboxId: string): Promise<MailboxWithRules> {
  requirePermission(actor, actor.kind === 'mailbox' ? writing(actor, mailboxId) : 'mailbox.read')
  const row = await mailboxWithRules(mailboxId)
  if (actor.kind !== 'mailbox') requireInScope(actor, row.domain, mailboxId)
  return row
}

export const ruleEntry = (verb: string, { id, address, domain }: Pick<MailboxWithRules, 'id' | 'address' | 'domain'>): ChangeEntry => ({
  action: `mailbox.${verb}`,
  subjectKind: 'mailbox',
  subjectId: id,
  subjectName: address,
  domainName: domain.name,
})
