// Links by which a person sets the password of a mailbox: made when the message that carries them is composed, worth something until
// their time is over, one of them was used, or the password changed by any other way.
import 'server-only'
import { db, type Tx } from '#lib/db/client'
import { env } from '#lib/env'
import { passwordMark } from './password-mark'
import { isSecret, newSecret, secretHashOf } from './random-secret'

export const resetMinutes = 15
export const invitationDays = 3

/** The address to be mailed. The token stands behind `#`: browsers send that to no server, so no log and no Referer has it. */
export async function makePasswordLink(mailbox: { id: string; passwordHash: string }, lifetimeMinutes: number): Promise<string> {
  const token = newSecret()
  await db().passwordLink.create({
    data: {
      mailboxId: mailbox.id,
      tokenHash: secretHashOf(token),
      passwordMark: passwordMark(mailbox.passwordHash),
      expiresAt: new Date(Date.now() + lifetimeMinutes * 60_000),
    },
    select: { id: true },
  })
  return `${new URL('/reset', env('NEXTAUTH_URL'))}#${token}`
}

export type LinkedMailbox = { id: string; address: string; displayName: string; passwordSetAt: Date | null }

/** Whose password the link sets, or null: unknown, used, too old, or the mailbox is not to be signed in to. */
export async function findPasswordLink(token: string, tx: Pick<Tx, 'passwordLink'> = db()): Promise<LinkedMailbox | null> {
  if (!isSecret(token)) return null
  const link = await tx.passwordLink.findUnique({
    where: { tokenHash: secretHashOf(token) },
    include: { mailbox: { omit: { passwordHash: false }, include: { domain: { select: { enabled: true } } } } },
  })
  if (!link || link.expiresAt <= new Date() || link.passwordMark !== passwordMark(link.mailbox.passwordHash)) return null
  const { id, address, displayName, passwordSetAt, enabled, domain } = link.mailbox
  return enabled && domain.enabled ? { id, address, displayName, passwordSetAt } : null
}

export async function forgetOldPasswordLinks(): Promise<void> {
  await db().passwordLink.deleteMany({ where: { expiresAt: { lt: new Date() } } })
}
