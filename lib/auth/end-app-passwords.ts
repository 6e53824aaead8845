import type { Tx } from '#lib/db/client'

/** All of a mailbox's, those of the webmail too. How many that still opened something. */
export async function endAppPasswords(tx: Pick<Tx, 'appPassword'>, mailboxId: string): Promise<number> {
  const { count } = await tx.appPassword.deleteMany({ where: { mailboxId, expiredAt: null } })
  return count
}
