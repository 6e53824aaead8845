// What opens a mailbox beside its password comes back with it, under its new id: its second factor, so that deleting and restoring takes none
// away, and its app passwords, so that mail programs go on.
import { resealTotp } from '#lib/auth/totp'
import type { Tx } from '#lib/db/client'
import type { Snapshot } from './schema'

export async function restoreAccess(tx: Tx, mailboxId: string, { mailboxId: before, secondFactor, appPasswords }: Snapshot): Promise<void> {
  if (secondFactor) {
    const { totpSealed, totpStep, totpSince, recoveryCodes } = secondFactor
    const sealed = resealTotp(totpSealed, `mailbox:${before}`, `mailbox:${mailboxId}`)
    await tx.mailbox.update({ where: { id: mailboxId }, data: { totpSealed: sealed, totpStep, totpSince: new Date(totpSince) } })
    await tx.mailboxRecoveryCode.createMany({ data: recoveryCodes.map((codeHash) => ({ mailboxId, codeHash })) })
  }
  await tx.appPassword.createMany({
    data: appPasswords.map(({ createdAt, expiresAt, ...rest }) => ({
      ...rest,
      mailboxId,
      createdAt: new Date(createdAt),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    })),
  })
}
