// Links by which whoever reads an address agrees to get a mailbox's mail, or refuses for good: made when the message that carries them is
// composed, worth something for 72 hours and once.
import 'server-only'
import { db, type Tx } from '#lib/db/client'
import { env } from '#lib/env'
import { isSecret, newSecret, secretHashOf } from './random-secret'

export const forwardLinkHours = 72

/** The address to be mailed, its token behind `#`; null when it was withdrawn or answered meanwhile. A newer link ends the former one. */
export async function makeForwardLink(mailboxId: string, address: string): Promise<string | null> {
  const token = newSecret()
  const expiresAt = new Date(Date.now() + forwardLinkHours * 3_600_000)
  const where = { mailboxId, address, confirmedAt: null }
  const { count } = await db().forwardTarget.updateMany({ where, data: { tokenHash: secretHashOf(token), expiresAt } })
  return count === 1 ? `${new URL('/forward', env('NEXTAUTH_URL'))}#${token}` : null
}

/** What the link asks, or null: unknown, answered, withdrawn or too old. */
export async function findForwardLink(token: string, tx: Pick<Tx, 'forwardTarget'> = db()) {
  if (!isSecret(token)) return null
  const where = {
    tokenHash: secretHashOf(token),
    confirmedAt: null,
    expiresAt: { gt: new Date() },
    mailbox: { enabled: true, domain: { enabled: true } },
  }
  return tx.forwardTarget.findFirst({ where, include: { mailbox: { select: { id: true, address: true, displayName: true } } } })
}
