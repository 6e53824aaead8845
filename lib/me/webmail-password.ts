// A person's own password, changed in a webmail: by the same rules as at /me. Who has a second factor there changes it there, for here nobody
// asks for that.
import 'server-only'
import type { MailboxActor } from '#lib/auth/actor'
import { verifyMailboxPassword } from '#lib/auth/verify-mailbox-password'
import { db } from '#lib/db/client'
import { asOutcome, type Outcome, RefusedError, refuse } from '#lib/outcome'
import { changeOwnPassword, type PasswordChanged } from './own-password'
import type { OwnPasswordInput } from './schema'

export function changePasswordInWebmail(
  user: string,
  input: Pick<OwnPasswordInput, 'currentPassword' | 'password'>,
): Promise<Outcome<PasswordChanged>> {
  const address = user.trim().toLowerCase()
  return asOutcome(async () => {
    const mailbox = await db().mailbox.findUnique({
      where: { address, enabled: true, domain: { enabled: true } },
      select: { id: true, totpSince: true },
    })
    if (!mailbox) {
      await verifyMailboxPassword(null, input.currentPassword)
      return refuse('password_wrong', 'currentPassword')
    }
    if (mailbox.totpSince !== null) refuse('password_own_pages')
    const actor: MailboxActor = { kind: 'mailbox', id: mailbox.id, name: address, via: 'me' }
    const outcome = await changeOwnPassword(actor, null, { ...input, revokeAppPasswords: false })
    if (outcome.ok) return outcome
    throw new RefusedError(outcome.refusals)
  })
}
