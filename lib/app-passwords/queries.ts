import 'server-only'
import type { Actor } from '#lib/auth/actor'
import { mailboxFor } from '#lib/auth/whose-mailbox'
import { db } from '#lib/db/client'
import type { AppPasswordView } from './schema'
import { viewOf } from './view'

/** Newest first. Visits to the webmail are among the sessions, not here. */
export const listAppPasswords = (actor: Actor, mailboxId: string): Promise<AppPasswordView[]> => list(actor, mailboxId, 'own')

export const listWebmailVisits = (actor: Actor, mailboxId: string): Promise<AppPasswordView[]> => list(actor, mailboxId, 'webmail')

async function list(actor: Actor, mailboxId: string, kind: AppPasswordView['kind']): Promise<AppPasswordView[]> {
  await mailboxFor(actor, mailboxId)
  const current = kind === 'webmail' ? { expiredAt: null } : {}
  const rows = await db().appPassword.findMany({ where: { mailboxId, kind, ...current }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })
  return rows.map(viewOf)
}
